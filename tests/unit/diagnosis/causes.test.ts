import { expect, test } from 'vitest';
import { CAUSES, symptomsOf } from '@/utils/diagnosis/causes.ts';
import { PANEL_SECTIONS } from '@/utils/panel-sections.ts';
import { CAUSE_CODES } from '../../support/builders.ts';

test.each(CAUSE_CODES)(
  'the cause %s has a section of the panel, and a symptom if the section is the troubles',
  (cause) => {
    const { section, symptoms } = CAUSES[cause];
    expect(PANEL_SECTIONS).toContain(section);
    if (section === 'troubles') expect(symptoms).not.toEqual([]);
  },
);

test.each([
  ['certificate-missing', 'ERR_BAD_SSL_CLIENT_AUTH_CERT', ['badCertificate', 'notInstalled', 'newPc']],
  ['certificate-missing', 'ERR_SOCKET_NOT_CONNECTED', ['cutOff', 'notInstalled', 'newPc']],
  ['certificate-missing', undefined, ['notInstalled', 'newPc']],
  ['certificate-missing', 'toString', ['notInstalled', 'newPc']],
  ['server-unreachable', 'ERR_SOCKET_NOT_CONNECTED', ['unreachable']],
  ['none', undefined, []],
] as const)('symptomsOf lists the symptoms of %s with the net error %s', (cause, netError, expected) => {
  expect(symptomsOf(cause, netError)).toEqual(expected);
});
