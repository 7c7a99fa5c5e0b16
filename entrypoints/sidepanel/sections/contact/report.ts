import { addressForReport } from '@/utils/catalog/address.ts';
import { japanTime } from '@/utils/catalog/calendar.ts';
import type { Facts } from '@/utils/catalog/facts.ts';
import { serviceState } from '@/utils/catalog/schedule.ts';
import { endOf, hasEnded } from '@/utils/diagnosis/attempt.ts';
import { isClockOff, trueTime } from '@/utils/diagnosis/clock.ts';
import { causeTitle } from '@/utils/i18n/advice.ts';
import { explain } from '@/utils/i18n/explain.ts';
import { clockTime, clockTrouble } from '@/utils/i18n/format.ts';
import { nameOf, systemName } from '@/utils/i18n/system-name.ts';
import { text } from '@/utils/i18n/text.ts';
import type { CheckResult } from '@/utils/run/self-check.ts';
import type { LoadView } from '@/utils/run/view.ts';
import { MINUTE } from '@/utils/time.ts';
import { verdictLabel, verdictText } from '../check/verdict-text.ts';

/** A report omits older self-checks (ms): the trouble may have begun later. */
const MAX_CHECK_AGE = 30 * MINUTE;

/** Everything that a report contains. `now`: ms since the epoch, by the PC's clock; `trueNow`: by the true clock. */
export interface ReportInput {
  /** The load that failed; absent: none. */
  load?: LoadView | undefined;
  /** The latest self-check in this panel. */
  check?: CheckResult | undefined;
  versions: { browser: string; os: string; extension: string };
  facts: Facts;
  now: number;
  trueNow: number;
}

/**
 * Formats the help desk report. The most important lines are first, because a mail may drop the last ones. The report
 * has no names and no page text: an attempt stores only codes, times and a plain address.
 */
export function formatReport({ load, check, versions, facts, now, trueNow }: ReportInput): string {
  return [
    text('report.heading', { time: japanDate(trueNow) }),
    ...(load ? failureLines(load, facts) : [text('report.nothing')]),
    text('report.browser', { value: versions.browser }),
    text('report.windows', { value: versions.os }),
    text('report.extension', { value: versions.extension }),
    ...(load ? evidenceLines(load, facts, now) : []),
    ...(check && now - check.at < MAX_CHECK_AGE ? checkLines(check, facts) : []),
  ].join('\n');
}

function failureLines({ attempt, diagnosis: { cause, system } }: LoadView, facts: Facts): string[] {
  const at = trueTime(endOf(attempt), attempt.clockOffset);
  const { open } = serviceState(at, facts);
  const error = attempt.netError ?? attempt.status ?? text(hasEnded(attempt) ? 'report.noError' : 'report.pending');
  return [
    text('report.system', { value: systemName(system, facts) }),
    text('report.cause', { value: `${causeTitle(cause)} (${cause})` }),
    text('report.error', { value: error }),
    text('report.time', { value: japanDate(at), hours: text(open ? 'hours.open' : 'hours.closed') }),
    text('report.address', { value: addressForReport(attempt.address, facts) }),
  ];
}

function evidenceLines({ attempt, diagnosis }: LoadView, facts: Facts, now: number): string[] {
  const { clockOffset, isRetried, probes = {} } = attempt;
  return [
    ...(isClockOff(clockOffset) ? [text('report.clock', { value: clockTrouble(clockOffset) })] : []),
    ...explain(attempt, diagnosis.because, facts, now).map((value) => text('report.because', { value })),
    ...(diagnosis.or ? [text('report.or', { value: causeTitle(diagnosis.or) })] : []),
    // Reloads are omitted: the browser reloads error pages by itself.
    ...(isRetried ? [text('report.tried', { value: text('report.retried') })] : []),
    ...facts.systems.flatMap((system) => {
      const result = probes[system.id]?.netError ?? probes[system.id]?.status;
      return result === undefined ? [] : [text('report.probe', { system: nameOf(system), value: result })];
    }),
  ];
}

function checkLines({ at, clockOffset, verdicts }: CheckResult, facts: Facts): string[] {
  return [
    text('report.check', { time: clockTime(trueTime(at, clockOffset)) }),
    ...verdicts.map((verdict) =>
      text('report.verdict', {
        layer: verdictLabel(verdict, facts),
        state: text(`check.state.${verdict.state}`),
        value: verdictText(verdict, clockOffset),
      }),
    ),
  ];
}

/** "2026-11-24 9:05", in Japan time and the same in every language. `at`: ms since the epoch. */
function japanDate(at: number): string {
  const { year, month, day } = japanTime(at);
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return `${year}-${twoDigits(month)}-${twoDigits(day)} ${clockTime(at)}`;
}
