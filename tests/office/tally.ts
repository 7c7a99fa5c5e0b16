/** Counts what the judges of all PCs write down, and keeps the mistakes with their place. */
import type { OfficePc } from './office-pc.ts';

/** Working days of a person-year. */
export const WORKING_DAYS = 240;

export const MISTAKES = ['wrong', 'false alarm', 'lost', 'loss'] as const;
export type MistakeKind = (typeof MISTAKES)[number];

export interface Mistake {
  kind: MistakeKind;
  pc: number;
  day: number;
  /** Time of day in Japan. */
  time: string;
  text: string;
}

export class Tally {
  days = 0;
  popups = 0;
  first = { right: 0, checking: 0, all: 0 };
  last = { right: 0, all: 0 };
  /** Seconds from failures to an accepted cause. */
  seconds: number[] = [];
  /** The number of failures by their first accepted cause. */
  causes: Record<string, number> = {};
  mistakes: Mistake[] = [];
  day = 0;
  /** The lines of a day that is replayed. */
  lines: string[] | undefined;

  firstDiagnosis(isRight: boolean, isChecking: boolean): void {
    this.first.all += 1;
    if (isRight) this.first.right += 1;
    if (isChecking) this.first.checking += 1;
  }

  /** `after`: ms from the failure to an accepted cause. */
  finalDiagnosis(isRight: boolean, after: number | undefined, [cause = '']: readonly string[]): void {
    this.last.all += 1;
    this.causes[cause] = (this.causes[cause] ?? 0) + 1;
    if (!isRight) return;
    this.last.right += 1;
    this.seconds.push((after ?? 0) / 1000);
  }

  mistake(pc: OfficePc, kind: MistakeKind, text: string): void {
    this.mistakes.push({ kind, pc: pc.traits.id, day: this.day, time: timeOf(pc), text });
    this.log(pc, `MISTAKE (${kind}): ${text}`);
  }

  log(pc: OfficePc, text: string): void {
    this.lines?.push(`${timeOf(pc)} ${pc.isPrivate ? '(private) ' : ''}${text}`);
  }

  /** Adds the counts of another process. */
  add(other: Pick<Tally, 'days' | 'popups' | 'first' | 'last' | 'seconds' | 'mistakes' | 'causes'>): void {
    this.days += other.days;
    this.popups += other.popups;
    for (const key of ['right', 'checking', 'all'] as const) this.first[key] += other.first[key];
    for (const key of ['right', 'all'] as const) this.last[key] += other.last[key];
    for (const [cause, count] of Object.entries(other.causes)) this.causes[cause] = (this.causes[cause] ?? 0) + count;
    this.seconds.push(...other.seconds);
    this.mistakes.push(...other.mistakes);
  }
}

function timeOf({ clock }: OfficePc): string {
  return new Date(clock.trueNow + 9 * 3_600_000).toISOString().slice(11, 23);
}
