import { beforeAll, expect, test } from 'vitest';
import { attempt } from '@/tests/support/builders.ts';
import { applyJapaneseTexts } from '@/tests/support/locale-texts.ts';
import { exclusions, MANUAL } from '@/utils/catalog/facts.ts';
import { exclusionRequest } from '@/utils/i18n/exclusion-request.ts';

beforeAll(applyJapaneseTexts);

const at = Date.parse('2026-11-24T10:05:00+09:00');

test('the request is whole: whom it is for, what to do, the five addresses, why, and what to do afterwards', () => {
  const request = exclusionRequest(MANUAL);
  expect(request).toContain(`\n\n${exclusions(MANUAL).join('\n')}\n\n`);
  expect(exclusions(MANUAL)).toHaveLength(5);
  for (const words of [
    '件名：',
    '職場のシステム担当の方へ',
    '除外してください',
    '理由：',
    '提供元',
    '開き直し',
    '名前・電話',
  ])
    expect(request).toContain(words);
  expect(request).not.toMatch(/[{}]/);
});

test('the request names the failure, and the system that failed is among the addresses', () => {
  const load = {
    attempt: attempt('kensa', { netError: 'ERR_CERT_AUTHORITY_INVALID', endedAt: at }),
    diagnosis: { system: 'kensa' },
  };
  const request = exclusionRequest(MANUAL, load);
  expect(request).toContain('https://kensa.mamoris-net.jp');
  expect(request).toContain(
    '「まもりすネット 検査員用」を開けません（ERR_CERT_AUTHORITY_INVALID、11月24日（火） 10:05）',
  );
  expect(exclusions(MANUAL, 'kensa')).toHaveLength(6);
  expect(exclusions(MANUAL, 'office')).toEqual(exclusions(MANUAL));
});
