import { describe, expect, test } from 'vitest';
import {
  autoSelectEntries,
  certificateOrigins,
  groupPolicyOf,
  policyJson,
  powerShellOf,
  type Rollout,
  regFileOf,
  registryValues,
  removalPowerShellOf,
  removalRegFileOf,
  removalValues,
  utf16,
} from '@/entrypoints/options/admin/rollout.ts';
import { parsePolicy } from '@/utils/settings/policy.ts';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const SETTINGS = '{"notice":"12月から\\"新しい\\" PC","contacts":{"helpDesk":{"name":"情報\\\\課"}}}';
const ROLLOUT: Rollout = {
  ...{ extensionId: ID, settings: SETTINGS, certificate: { CN: 'Mamoris "CA"' }, firstNumber: 101 },
  updateUrl: 'https://clients2.google.com/service/update2/crx',
};

test('a certificate is chosen for every system that asks for one, those of the same roll-out included', () => {
  const origins = [
    ...['office', 'jimu', 'hojinkensa', 'reform', 'annex', 'clientcheck'].map((id) => `https://${id}.mamoris-net.jp`),
  ];
  expect(certificateOrigins(undefined)).toEqual(origins);
  const added = { id: 'kyoten', name: '拠点', address: 'https://kyoten.mamoris-net.jp/', certificate: 'required' };
  expect(certificateOrigins(JSON.stringify({ systems: [added] }))).toEqual([
    ...origins,
    'https://kyoten.mamoris-net.jp',
  ]);
});

test('an entry is a JSON text in the policy’s own form', () => {
  expect(autoSelectEntries({ CN: 'A', OU: 'B', O: '' }, undefined)[0]).toBe(
    '{"pattern":"https://office.mamoris-net.jp","filter":{"ISSUER":{"CN":"A","OU":"B"}}}',
  );
  expect(autoSelectEntries({}, undefined)[0]).toBe('{"pattern":"https://office.mamoris-net.jp","filter":{}}');
});

describe('a .reg file', () => {
  test('is what was written by hand', () => {
    const values = registryValues('chrome', ROLLOUT).filter(({ name }) => ['101', 'settings'].includes(name));
    expect(regFileOf(values)).toBe(
      [
        'Windows Registry Editor Version 5.00',
        '',
        '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome\\ExtensionInstallForcelist]',
        '"101"="abcdefghijklmnopabcdefghijklmnop;https://clients2.google.com/service/update2/crx"',
        '',
        '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome\\AutoSelectCertificateForUrls]',
        String.raw`"101"="{\"pattern\":\"https://office.mamoris-net.jp\",\"filter\":{\"ISSUER\":{\"CN\":\"Mamoris \\\"CA\\\"\"}}}"`,
        '',
        '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome\\3rdparty\\extensions\\abcdefghijklmnopabcdefghijklmnop\\policy]',
        String.raw`"settings"="{\"notice\":\"12月から\\\"新しい\\\" PC\",\"contacts\":{\"helpDesk\":{\"name\":\"情報\\\\課\"}}}"`,
        '',
      ].join('\r\n'),
    );
  });

  test('is UTF-16, the small end first, with its mark', () => {
    expect([...utf16('R"課\r\n')]).toEqual([0xff, 0xfe, 0x52, 0, 0x22, 0, 0xb2, 0x8a, 0x0d, 0, 0x0a, 0]);
    expect(new TextDecoder('utf-16le').decode(utf16('情報\\課 😀'))).toBe('情報\\課 😀');
  });

  test('holds as many lines as values, whatever is in them', () => {
    const data = 'a\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Evil]\n"x"="y"\u0000';
    const text = regFileOf([{ key: 'K', name: 'n', data }]);
    expect(text.split('\r\n')).toHaveLength(5);
    expect(text).toContain(String.raw`"n"="a [HKEY_LOCAL_MACHINE\\SOFTWARE\\Evil] \"x\"=\"y\" "`);
  });

  test('that removes takes away the values, and no key that others share', () => {
    expect(removalRegFileOf([{ key: 'K', name: '101', data: 'x' }])).toBe(
      'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\K]\r\n"101"=-\r\n',
    );
  });
});

test('Edge has keys of its own, and lists begin where they are told to', () => {
  const values = registryValues('edge', { ...ROLLOUT, firstNumber: 7 });
  expect(values.map(({ key }) => key).every((key) => key.startsWith('SOFTWARE\\Policies\\Microsoft\\Edge\\'))).toBe(
    true,
  );
  expect(values.map(({ name }) => name)).toEqual(['7', '7', '8', '9', '10', '11', '12', 'settings']);
});

test('what is left out is in none of them', () => {
  const none: Rollout = { extensionId: ID, firstNumber: 1 };
  expect(registryValues('chrome', none)).toEqual([]);
  expect(JSON.parse(policyJson(none))).toEqual({});
  expect(powerShellOf([])).toBe("$ErrorActionPreference = 'Stop'\r\n");
});

test('JSON holds the settings as the text that they are', () => {
  const policies = JSON.parse(policyJson(ROLLOUT));
  expect(policies['3rdparty'].extensions[ID].settings).toBe(SETTINGS);
  expect(policies.ExtensionInstallForcelist).toEqual([`${ID};https://clients2.google.com/service/update2/crx`]);
  expect(policies.AutoSelectCertificateForUrls.map((each: string) => JSON.parse(each).pattern)).toEqual(
    certificateOrigins(SETTINGS),
  );
  expect(parsePolicy(policies['3rdparty'].extensions[ID].settings).problems).toEqual([]);
});

test('PowerShell takes every text as it is', () => {
  const script = powerShellOf([{ key: 'K', name: 'n', data: "it's $env:X `n ’" }]);
  expect(script).toContain("Set-ItemProperty -Path 'HKLM:\\K' -Name 'n' -Value 'it''s $env:X `n ’’' -Type String\r\n");
});

test('PowerShell that removes takes away each value by its name, and ends well when it is gone', () => {
  expect(removalPowerShellOf([{ key: 'K', name: "it's", data: 'x' }])).toBe(
    "Remove-ItemProperty -Path 'HKLM:\\K' -Name 'it''s' -ErrorAction SilentlyContinue\r\nexit 0\r\n",
  );
});

test('a removal takes away what the roll-out set, and the settings also when they are not typed again', () => {
  const where = (values: ReturnType<typeof registryValues>) => values.map(({ key, name }) => [key, name]);
  expect(where(removalValues('chrome', ROLLOUT))).toEqual(where(registryValues('chrome', ROLLOUT)));
  const { settings: _, ...typedAgain } = ROLLOUT;
  expect(where(removalValues('chrome', typedAgain))).toEqual(where(registryValues('chrome', ROLLOUT)));
});

test('for Group Policy each value has its row', () => {
  expect(groupPolicyOf([{ key: 'K', name: '1', data: 'x' }])).toBe(
    'HKEY_LOCAL_MACHINE\nKey:   K\nName:  1\nType:  REG_SZ\nValue: x\n',
  );
});
