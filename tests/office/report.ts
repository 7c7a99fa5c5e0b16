/** The figures of an office, and its mistakes, as lines for people. */
import { MISTAKES, type Tally, WORKING_DAYS } from './tally.ts';

const percent = (part: number, whole: number) => `${((100 * part) / Math.max(whole, 1)).toFixed(2)} %`;

/** Returns the value below which this share of the sorted values lies. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Counts the mistakes of each kind. */
export function countMistakes({ mistakes }: Tally): Record<(typeof MISTAKES)[number], number> {
  return Object.fromEntries(
    MISTAKES.map((kind) => [kind, mistakes.filter((one) => one.kind === kind).length]),
  ) as Record<(typeof MISTAKES)[number], number>;
}

/** The figures in lines. */
export function reportOf(tally: Tally): string[] {
  const years = tally.days / WORKING_DAYS;
  const count = countMistakes(tally);
  const causes = Object.entries(tally.causes)
    .toSorted(([, a], [, b]) => b - a)
    .map(([cause, number]) => `${cause} ${number}`);
  const seconds = tally.seconds.toSorted((a, b) => a - b);
  return [
    `${years.toFixed(1)} person-years, ${tally.last.all} failures (${causes.join(', ')})`,
    `right in the first second: ${percent(tally.first.right, tally.first.all)} (still checking: ${percent(tally.first.checking, tally.first.all)})`,
    `right in the end: ${percent(tally.last.right, tally.last.all)}`,
    `false alarms: ${count['false alarm']} (${(count['false alarm'] / years).toFixed(2)} a person-year)`,
    `automatic popups: ${(tally.popups / tally.days).toFixed(2)} a person-day`,
    `warnings lost: ${count.lost}`,
    `seconds from a failure to an accepted cause: ${quantile(seconds, 0.5).toFixed(2)} (median), ${quantile(seconds, 0.95).toFixed(2)} (95 %)`,
    `advice that would lose data: ${count.loss}`,
  ];
}

/** The mistakes, those of a kind together, with the command that replays the first of each. */
export function mistakeLines({ mistakes }: Tally, seedOf: (index: number) => string): string[] {
  const groups = new Map<string, { count: number; first: number }>();
  mistakes.forEach(({ kind, text }, index) => {
    const key = `${kind}: ${text.replace(/https?:\S*/g, '…').replace(/\d+/g, '…')}`;
    const group = groups.get(key) ?? { count: 0, first: index };
    groups.set(key, { ...group, count: group.count + 1 });
  });
  return [...groups]
    .toSorted(([, a], [, b]) => b.count - a.count)
    .map(([key, { count, first }]) => `${count}× ${key}\n    ${seedOf(first)}`);
}
