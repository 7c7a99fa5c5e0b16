import { beforeAll, describe, expect, test } from 'vitest';
import { attempt } from '@/tests/support/builders.ts';
import { applyJapaneseTexts } from '@/tests/support/locale-texts.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { CAUSES, type Cause } from '@/utils/diagnosis/causes.ts';
import { closingBanner, diagnosisBanner, renewalBanner } from '@/utils/i18n/banner-text.ts';

const NOW = Date.parse('2026-11-24T10:00:00+09:00');

beforeAll(applyJapaneseTexts);

describe('the texts of a banner with a diagnosis', () => {
  test.each(Object.keys(CAUSES).filter((cause) => cause !== 'none') as Cause[])(
    'a diagnosis of %s has a title and a first step without open placeholders',
    (cause) => {
      const { title, words, close, label, language } = diagnosisBanner(cause, attempt('office'), MANUAL, NOW);
      for (const text of [title, words, close, label]) expect(text).toMatch(/^[^{}]+$/);
      expect(language).toBe('ja');
    },
  );

  test('a step whose button copies the address for a restart gives the address', () => {
    const { words, panelButton } = diagnosisBanner('certificate-not-chosen', attempt('office'), MANUAL, NOW);
    expect(words).toContain('chrome://restart');
    expect(panelButton).toMatchObject({ section: 'troubles' });
  });

  test('the first step after a form was sent is to check whether it was registered', () => {
    const { words } = diagnosisBanner('server-error', attempt('kensa', { status: 500, isPost: true }), MANUAL, NOW);
    expect(words).toContain('登録されたかどうか');
  });

  test('a wrong address has a link to the nearest system and no button', () => {
    const banner = diagnosisBanner('wrong-address', attempt('ofice'), MANUAL, NOW);
    expect(banner.link).toEqual({ label: expect.any(String), address: 'https://office.mamoris-net.jp/' });
    expect(banner.panelButton).toBeUndefined();
  });
});

test('the reminder of closing time keeps the placeholder for the minutes', () => {
  expect(closingBanner().title).toMatch(/22:00.*\{minutes\}/);
});

test('the reminder of a renewal contains its date, and the note of the administrator', () => {
  const at = Date.parse('2026-12-01T00:00:00+09:00');
  expect(renewalBanner({ at, remindDays: 7 }).title).toContain('12月1日');
  expect(renewalBanner({ at, remindDays: 7, note: '総務課から届きます。' }).words).toBe('総務課から届きます。');
});
