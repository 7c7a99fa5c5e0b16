/** The median; `NaN` without values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 0 ? (upper + (sorted[half - 1] ?? Number.NaN)) / 2 : upper;
}

/** Measured values by name, one value per round. */
export type Samples = Record<string, number[]>;

export function addSample(samples: Samples, name: string, value: number): void {
  samples[name] ??= [];
  samples[name].push(value);
}

/** The median of the rounds' ratios to the reference. */
export function medianRatio(samples: Samples, name: string, reference: string): number {
  const references = samples[reference] ?? [];
  return median((samples[name] ?? []).map((value, round) => value / (references[round] ?? Number.NaN)));
}
