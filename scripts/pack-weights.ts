import {
  BASE,
  DIGITS,
  END,
  LOW,
  type Shares,
  SIZES,
  SMALLEST,
  STATE_DIGITS,
  TOTAL,
  type Weights,
} from '../utils/diagnosis/signs/unpack-weights.ts';

/** Packs weights, rounded to their sizes, as the text that `unpackWeights` reads. `classes`: the number of classes. */
export function packWeights(all: Weights, classes: number): string {
  const symbols: { distance: number; length: number; code: number }[] = [];
  let last = 0;
  for (const [id, list] of [...all].sort(([a], [b]) => a - b)) {
    for (const [index, weight] of list) {
      const size = Math.round(Math.log2(Math.abs(weight) / SMALLEST));
      const code = (index * SIZES + Math.min(SIZES - 1, Math.max(0, size))) * 2 + (weight < 0 ? 1 : 0);
      symbols.push({ distance: id - last, length: (id - last).toString(2).length * Number(id > last), code });
      last = id;
    }
  }
  const lengths = sharesOf([...symbols.map(({ length }) => length), END], END + 1);
  const codes = sharesOf(
    symbols.map(({ code }) => code),
    classes * SIZES * 2,
  );
  let state = LOW;
  let digits = '';
  const add = (start: number, share: number, total: number) => {
    for (; state >= share * (LOW / total) * BASE; state = Math.floor(state / BASE))
      digits = DIGITS.charAt(state % BASE) + digits;
    state = Math.floor(state / share) * total + start + (state % share);
  };
  const addValue = (shares: Shares, value: number) => {
    const start = shares.slice(0, value).reduce((sum, share) => sum + share, 0);
    add(start, shares[value] ?? 0, TOTAL);
  };
  // Backwards: the reader gets the last symbol first.
  addValue(lengths, END);
  for (const { distance, length, code } of symbols.reverse()) {
    addValue(codes, code);
    if (length > 0) add(distance - 2 ** (length - 1), 1, 2 ** (length - 1));
    addValue(lengths, length);
  }
  const writeDigits = (value: number, count: number) =>
    Array.from({ length: count }, (_, digit) => DIGITS.charAt(Math.floor(value / BASE ** digit) % BASE))
      .reverse()
      .join('');
  const shares = [...lengths, ...codes].map((share) => writeDigits(share, 2)).join('');
  return shares + writeDigits(state, STATE_DIGITS) + digits;
}

/** The shares of the values from 0 to `count - 1`. A value that occurs has a share of at least 1. */
function sharesOf(values: readonly number[], count: number): Shares {
  const uses = Array.from({ length: count }, () => 0);
  for (const value of values) uses[value] = (uses[value] ?? 0) + 1;
  const shares = uses.map((use) => (use === 0 ? 0 : Math.max(1, Math.floor((use / values.length) * TOTAL))));
  const most = shares.indexOf(Math.max(...shares));
  const rest = TOTAL - shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share, value) => (value === most ? share + rest : share));
}
