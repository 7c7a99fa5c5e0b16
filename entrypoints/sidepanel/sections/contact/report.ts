import { addressForReport } from '@/utils/catalog/address.ts';
import { japanTime } from '@/utils/catalog/calendar.ts';
import { currentFacts } from '@/utils/catalog/facts.ts';
import { serviceState } from '@/utils/catalog/service.ts';
import { type Attempt, hasEnded } from '@/utils/diagnosis/attempt.ts';
import { isClockOff, trueTime } from '@/utils/diagnosis/clock.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { explain } from '@/utils/i18n/explain.ts';
import { clockTime, clockTrouble } from '@/utils/i18n/format.ts';
import { nameOf, systemName } from '@/utils/i18n/system-name.ts';
import { keyPart, text } from '@/utils/i18n/text.ts';
import type { CheckResult } from '@/utils/run/self-check.ts';
import { MINUTE } from '@/utils/time.ts';
import { verdictLabel, verdictWords } from '../check/verdict-text.ts';

/** What was checked longer ago than this says nothing of the trouble at hand; in ms. */
const RECENT = 30 * MINUTE;

/** What a report is made of. */
export interface ReportFacts {
  /** The load that it is about; absent if none went wrong. */
  attempt?: Attempt | undefined;
  /** The latest self-check on this surface, if there was one. */
  check?: CheckResult | undefined;
  /** Name and version of browser and OS, and the extension's version. */
  versions: { browser: string; os: string; extension: string };
  /** ms since the epoch. */
  now: number;
  /** The same by a clock that is right. */
  trueNow: number;
}

/**
 * What a help desk needs to know, a line each, the most important first (a mail may not hold them all). It knows no more than
 * an attempt does, which is codes, times and an address without query and credentials; so no name and no page text is in it.
 */
export function composeReport({ attempt, check, versions, now, trueNow }: ReportFacts): string {
  return [
    text('report.heading', { time: japanDate(trueNow) }),
    ...(attempt ? linesOfLoad(attempt, now) : [text('report.nothing')]),
    text('report.browser', { value: versions.browser }),
    text('report.windows', { value: versions.os }),
    text('report.extension', { value: versions.extension }),
    ...(attempt ? linesOfEvidence(attempt, now) : []),
    ...(check && now - check.at < RECENT ? linesOfCheck(check) : []),
  ].join('\n');
}

function linesOfLoad(attempt: Attempt, now: number): string[] {
  const { cause, system } = diagnose(attempt, currentFacts(), now);
  const at = trueTime(attempt.endedAt ?? attempt.startedAt, attempt.clockOffset);
  const { open } = serviceState(at);
  const error = attempt.netError ?? attempt.status ?? text(hasEnded(attempt) ? 'report.noError' : 'report.pending');
  return [
    text('report.system', { value: systemName(system) }),
    text('report.cause', { value: `${text(`cause.${keyPart(cause)}.title`)} (${cause})` }),
    text('report.error', { value: error }),
    text('report.time', { value: japanDate(at), hours: text(open ? 'hours.open' : 'hours.closed') }),
    text('report.address', { value: addressForReport(attempt.address) }),
  ];
}

function linesOfEvidence(attempt: Attempt, now: number): string[] {
  const diagnosis = diagnose(attempt, currentFacts(), now);
  const { clockOffset, isRetried, probes = {} } = attempt;
  return [
    ...(isClockOff(clockOffset) ? [text('report.clock', { value: clockTrouble(clockOffset) })] : []),
    ...explain(attempt, diagnosis.because, currentFacts(), now).map((value) => text('report.because', { value })),
    ...(diagnosis.or ? [text('report.or', { value: text(`cause.${keyPart(diagnosis.or)}.title`) })] : []),
    // Of reloads nobody knows whether the user or the browser has made them.
    ...(isRetried ? [text('report.tried', { value: text('report.retried') })] : []),
    ...currentFacts().systems.flatMap((each) => {
      const met = probes[each.id]?.netError ?? probes[each.id]?.status;
      return met === undefined ? [] : [text('report.probe', { system: nameOf(each), value: met })];
    }),
  ];
}

function linesOfCheck({ at, clockOffset, verdicts }: CheckResult): string[] {
  return [
    text('report.check', { time: clockTime(trueTime(at, clockOffset)) }),
    ...verdicts.map((verdict) =>
      text('report.verdict', {
        layer: verdictLabel(verdict),
        state: text(`check.state.${verdict.state}`),
        value: verdictWords(verdict, clockOffset),
      }),
    ),
  ];
}

/** "2026-11-24 9:05", in Japan: the same in every language. `at`: ms since the epoch. */
function japanDate(at: number): string {
  const { year, month, day } = japanTime(at);
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return `${year}-${twoDigits(month)}-${twoDigits(day)} ${clockTime(at)}`;
}
