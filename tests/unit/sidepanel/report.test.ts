import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { mailAddress } from '@/entrypoints/sidepanel/sections/contact/mail.ts';
import { composeReport } from '@/entrypoints/sidepanel/sections/contact/report.ts';
import { applyJapaneseTexts } from '@/tests/support/locale-texts.ts';
import { type Attempt, AttemptSchema } from '@/utils/diagnosis/attempt.ts';
import { CAUSE_CODES, CAUSES } from '@/utils/diagnosis/causes.ts';
import { EMPTY_RUN, reduce, type WatchEvent } from '@/utils/run/run-state.ts';
import type { CheckResult } from '@/utils/run/self-check.ts';

const T = Date.parse('2026-11-24T10:05:00+09:00');
const VERSIONS = { browser: 'Microsoft Edge 156.0.1.2', os: 'Windows 11 (15.0.0)', extension: '0.1.0' };

beforeEach(applyJapaneseTexts);

/** The load that is left of these events, as it is stored. */
function loadAfter(...events: WatchEvent[]): Attempt {
  const { shown } = events.reduce(reduce, EMPTY_RUN).tabs[1] ?? {};
  return v.parse(AttemptSchema, JSON.parse(JSON.stringify(shown)));
}

const request = (url: string): WatchEvent => ({ type: 'request', tabId: 1, requestId: 'r', url, at: T - 100 });
const SECRETS = ['tanaka', 'himitsu', '4711', 'yamada', 'section', '1234567', '証明書がありません'];

describe('a report', () => {
  test('says what a help desk needs', () => {
    const attempt: Attempt = {
      ...loadAfter(
        request('https://office.mamoris-net.jp/menu'),
        ...[{ type: 'error', tabId: 1, requestId: 'r', url: '', error: 'net::ERR_CONNECTION_RESET', at: T } as const],
      ),
      ...{ isRetried: true, isReload: true, clockOffset: 20 * 60_000 },
      probes: { portal: { askedAt: T, endedAt: T, status: 200 }, clientcheck: { askedAt: T } },
    };
    const check: CheckResult = {
      at: T + 60_000,
      clockOffset: 20 * 60_000,
      verdicts: [
        { layer: 'network', state: 'good', words: 'connected' },
        { layer: 'clock', state: 'bad', cause: 'clock-wrong' },
        { layer: 'system', system: 'office', state: 'bad', cause: 'server-unreachable' },
      ],
    };
    expect(
      composeReport({ attempt, check, versions: VERSIONS, now: T + 120_000, trueNow: T + 22 * 60_000 }).split('\n'),
    ).toEqual([
      'まもりす接続ナビの報告（2026-11-24 10:27 作成）',
      'システム：まもりすネット Office',
      '判定：システムにつながりませんでした (server-unreachable)',
      'エラー：ERR_CONNECTION_RESET',
      '起きた時刻：2026-11-24 10:25（日本時間、利用時間内）',
      'アドレス：https://office.mamoris-net.jp/…',
      'ブラウザー：Microsoft Edge 156.0.1.2',
      'OS：Windows 11 (15.0.0)',
      '拡張機能の版：0.1.0',
      '時計：この PC の時計は 20分 遅れています',
      '根拠：ブラウザーのエラー：ERR_CONNECTION_RESET',
      '根拠：ポータルサイトからは応答がありました。このシステムだけの問題と考えられます。',
      'ほかの可能性：証明書を確認できませんでした',
      '試したこと：もう一度開いた',
      '自動確認：ポータルサイト 200',
      '「いま確認する」の結果（10:26）：',
      '・ネットワーク：問題なし（つながっています。）',
      '・この PC の時計：要確認（この PC の時計は 20分 遅れています）',
      '・まもりすネット Office：要確認（システムにつながりませんでした）',
    ]);
  });

  test('can be made where nothing went wrong', () => {
    const report = composeReport({ versions: VERSIONS, now: T, trueNow: T });
    expect(report).toContain('開けなかった記録はありません。');
    expect(report).toContain('Microsoft Edge');
  });

  test.each([
    'https://tanaka:himitsu@office.mamoris-net.jp/menu?user=yamada&no=4711#section-1234567',
    'http://tanaka@ofice.mamoris-net.jp/?q=himitsu',
    'https://www.mamoris-net.jp/#yamada 4711',
    'https://kensa.mamoris-net.jp/users/yamada.taro@example.jp/4711;jsessionid=himitsu/list',
  ])('holds no query, no user name and no page text: %s', (url) => {
    const page = { type: 'signs', tabId: 1, url, status: 400, restored: false, at: T + 10 } as const;
    const events: WatchEvent[] = [
      request(url),
      { type: 'answer', tabId: 1, requestId: 'r', url, status: 400, at: T },
      // A page's text is no part of what is reported; neither is a title that someone has put among the signs.
      { ...page, signs: ['certificate-absent'], title: '証明書がありません yamada' } as WatchEvent,
    ];
    const failed: WatchEvent[] = [
      request(url),
      { type: 'error', tabId: 1, requestId: 'r', url, error: `net::ERR_FAILED ${url}`, at: T },
    ];
    // Whatever is stored: an address that was never made plain is made so.
    for (const load of [events, failed].map((each) => loadAfter(...each)))
      for (const attempt of [load, { ...load, address: url }]) {
        const report = composeReport({ attempt, versions: VERSIONS, now: T + 5000, trueNow: T });
        for (const secret of SECRETS) expect(report).not.toContain(secret);
        expect(report).not.toMatch(/[?#@]/);
      }
  });

  test.each(CAUSE_CODES)('has someone to go to: %s', (cause) => {
    expect(['desk', 'admin']).toContain(CAUSES[cause].recipient);
  });

  test('what is the institution’s own matter goes to its administrators first (M22)', () => {
    for (const cause of ['proxy-problem', 'clock-wrong', 'blocked', 'tls-intercepted'] as const)
      expect(CAUSES[cause].recipient).toBe('admin');
    for (const cause of ['certificate-missing', 'server-error', 'maintenance', 'unknown', 'none'] as const)
      expect(CAUSES[cause].recipient).toBe('desk');
  });
});

describe('a mail', () => {
  const bodyOf = (address: string) => decodeURIComponent(/&body=(.*)$/.exec(address)?.[1] ?? '');

  test('holds the report, its lines ended as mails end them', () => {
    const address = mailAddress('一行目&二=?\n#二行目', 'callcenter@mamoris.jp', '件名 1', '略');
    expect(address).toMatch(/^mailto:callcenter@mamoris\.jp\?subject=[\w%.]+&body=[\w%.]+$/);
    expect(bodyOf(address)).toBe('一行目&二=?\r\n#二行目');
    expect(new URL(address).searchParams.get('subject')).toBe('件名 1');
  });

  test('is never too long for Windows: whole lines are left out, and it says so', () => {
    for (const lines of [3, 20, 400]) {
      const report = Array.from({ length: lines }, (_, line) => `${line} ${'証明書'.repeat(6)}`).join('\n');
      const address = mailAddress(report, 'callcenter@mamoris.jp', '件名', '（略）');
      expect(address.length).toBeLessThanOrEqual(1800);
      const body = bodyOf(address).split('\r\n');
      expect(body.at(-1)).toBe(lines === 3 ? report.split('\n').at(-1) : '（略）');
      expect(report.split('\n').slice(0, body.length - 1)).toEqual(body.slice(0, -1));
    }
    expect(bodyOf(mailAddress('長'.repeat(5000), '', '件名', '（略）'))).toBe('（略）');
  });
});
