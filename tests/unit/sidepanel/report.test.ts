import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { mailAddress } from '@/entrypoints/sidepanel/mail.ts';
import { formatReport, type ReportInput } from '@/entrypoints/sidepanel/sections/contact/report.ts';
import { applyJapaneseTexts } from '@/tests/support/locale-texts.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { type Attempt, AttemptSchema } from '@/utils/diagnosis/attempt.ts';
import { CAUSES } from '@/utils/diagnosis/causes.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import type { LoadEvent } from '@/utils/run/load-event.ts';
import { reduce } from '@/utils/run/reduce.ts';
import { EMPTY_RUN, type RunState } from '@/utils/run/run-state.ts';
import type { CheckResult } from '@/utils/run/self-check.ts';
import { CAUSE_CODES, tabOf } from '../../support/builders.ts';

const T = Date.parse('2026-11-24T10:05:00+09:00');
const VERSIONS = { browser: 'Microsoft Edge 156.0.1.2', os: 'Windows 11 (15.0.0)', extension: '0.1.0' };

beforeEach(applyJapaneseTexts);

/** The load that storage contains after these events. */
function loadAfter(...events: LoadEvent[]): Attempt {
  const run = events.reduce<RunState>((run, event) => reduce(run, event, MANUAL), EMPTY_RUN);
  return v.parse(AttemptSchema, JSON.parse(JSON.stringify(tabOf(run, 1).shown)));
}

const request = (url: string): LoadEvent => ({ type: 'request', tabId: 1, requestId: 'r', url, at: T - 100 });
function report(attempt: Attempt | undefined, input: Partial<ReportInput> = {}): string {
  const now = input.now ?? T;
  const load = attempt && { attempt, diagnosis: diagnose(attempt, MANUAL, now) };
  return formatReport({ load, versions: VERSIONS, facts: MANUAL, now, trueNow: T, ...input });
}

const SECRETS = ['tanaka', 'himitsu', '4711', 'yamada', 'section', '1234567', '証明書がありません'];

describe('formatReport', () => {
  test('contains everything that a help desk needs', () => {
    const attempt: Attempt = {
      ...loadAfter(request('https://office.mamoris-net.jp/menu'), {
        type: 'error',
        tabId: 1,
        requestId: 'r',
        url: '',
        error: 'net::ERR_CONNECTION_RESET',
        at: T,
      } as const),
      isRetried: true,
      isReload: true,
      clockOffset: 20 * 60_000,
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
    expect(report(attempt, { check, now: T + 120_000, trueNow: T + 22 * 60_000 }).split('\n')).toEqual([
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
      'ほかの可能性：証明書が見つかりませんでした',
      '試したこと：もう一度開いた',
      '自動確認：ポータルサイト 200',
      '「いま確かめる」の結果（10:26）：',
      '・ネットワーク：問題なし（つながっています。）',
      '・この PC の時計：要確認（この PC の時計は 20分 遅れています）',
      '・まもりすネット Office：要確認（システムにつながりませんでした）',
    ]);
  });

  test('works without a failure', () => {
    const content = report(undefined);
    expect(content).toContain('開けなかった記録はありません。');
    expect(content).toContain('Microsoft Edge');
  });

  test.each([
    'https://tanaka:himitsu@office.mamoris-net.jp/menu?user=yamada&no=4711#section-1234567',
    'http://tanaka@ofice.mamoris-net.jp/?q=himitsu',
    'https://www.mamoris-net.jp/#yamada 4711',
    'https://kensa.mamoris-net.jp/users/yamada.taro@example.jp/4711;jsessionid=himitsu/list',
  ])('contains no query, user name or page text of %s', (url) => {
    const page = { type: 'signs', tabId: 1, url, status: 400, restored: false, at: T + 10 } as const;
    const events: LoadEvent[] = [
      request(url),
      { type: 'answer', tabId: 1, requestId: 'r', url, status: 400, at: T },
      // A message may contain more fields than the schema allows.
      { ...page, signs: ['certificate-absent'], title: '証明書がありません yamada' } as LoadEvent,
    ];
    const failed: LoadEvent[] = [
      request(url),
      { type: 'error', tabId: 1, requestId: 'r', url, error: `net::ERR_FAILED ${url}`, at: T },
    ];
    // Storage may contain an address with a query.
    for (const load of [loadAfter(...events), loadAfter(...failed)])
      for (const attempt of [load, { ...load, address: url }]) {
        const content = report(attempt, { now: T + 5000 });
        for (const secret of SECRETS) expect(content).not.toContain(secret);
        expect(content).not.toMatch(/[?#@]/);
      }
  });

  test.each(CAUSE_CODES)('has a recipient for %s', (cause) => {
    expect(['desk', 'admin']).toContain(CAUSES[cause].recipient);
  });

  test('goes to the administrators for matters of the institution (M22)', () => {
    for (const cause of ['proxy-problem', 'clock-wrong', 'blocked', 'tls-intercepted'] as const)
      expect(CAUSES[cause].recipient).toBe('admin');
    for (const cause of ['certificate-missing', 'server-error', 'maintenance', 'unknown', 'none'] as const)
      expect(CAUSES[cause].recipient).toBe('desk');
  });
});

describe('mailAddress', () => {
  const bodyOf = (address: string) => decodeURIComponent(/&body=(.*)$/.exec(address)?.[1] ?? '');

  test('encodes the body with CRLF line ends', () => {
    const address = mailAddress({ to: 'callcenter@mamoris.jp', subject: '件名 1', body: '一行目&二=?\n#二行目' });
    expect(address).toMatch(/^mailto:callcenter@mamoris\.jp\?subject=[\w%.]+&body=[\w%.]+$/);
    expect(bodyOf(address)).toBe('一行目&二=?\r\n#二行目');
    expect(new URL(address).searchParams.get('subject')).toBe('件名 1');
  });

  test('drops whole lines of a body that is too long for Windows', () => {
    for (const lines of [3, 20, 400]) {
      const body = Array.from({ length: lines }, (_, line) => `${line} ${'証明書'.repeat(6)}`).join('\n');
      const address = mailAddress({ to: 'callcenter@mamoris.jp', subject: '件名', body, omission: '（略）' });
      expect(address.length).toBeLessThanOrEqual(1800);
      const shown = bodyOf(address).split('\r\n');
      expect(shown.at(-1)).toBe(lines === 3 ? body.split('\n').at(-1) : '（略）');
      expect(body.split('\n').slice(0, shown.length - 1)).toEqual(shown.slice(0, -1));
    }
    expect(bodyOf(mailAddress({ to: '', subject: '件名', body: '長'.repeat(5000), omission: '（略）' }))).toBe(
      '（略）',
    );
  });
});
