/**
 * Weights as a short text, and back. The text is one large number, written by range asymmetric numeral systems (rANS,
 * arXiv:1311.2540): what is frequent takes less of it.
 */

/** Weights by feature: index of the class, and weight. */
export type Weights = Map<number, [index: number, weight: number][]>;

/** Features are numbers of so many bits. */
export const BITS = 18;
/** A weight is packed as one code: its class, its size (a power of two times the smallest one), and its sign. */
const SIZES = 4;
const SMALLEST = 0.3;

/** The digits: printable ASCII but for `'` and `\`. */
const DIGITS = Array.from({ length: 95 }, (_, code) => String.fromCharCode(code + 32))
  .filter((char) => !/['\\]/.test(char))
  .join('');
const BASE = DIGITS.length;
/** The state of the coder is at least this, and less than `BASE` times as much. */
const LOW = 2 ** 24;
const STATE_DIGITS = 5;

/** The shares of the values of a symbol: how often each occurs, of `TOTAL`. They stand at the start of the text. */
type Shares = readonly number[];
const TOTAL = 2 ** 12;

/** How far a feature is from the last one: the number of bits, then these bits. 0: the same feature; `END`: none. */
const END = BITS + 1;

/** Unpacks what `packWeights` has packed. `classes`: the number of classes. */
export function unpackWeights(packed: string, classes: number): Weights {
  let place = 0;
  const readDigits = (count: number) => {
    let value = 0;
    for (let left = count; left > 0; left -= 1, place += 1) value = value * BASE + DIGITS.indexOf(packed[place] ?? ' ');
    return value;
  };
  const readShares = (length: number) => Array.from({ length }, () => readDigits(2));
  const lengths = readShares(END + 1);
  const codes = readShares(classes * SIZES * 2);
  let state = readDigits(STATE_DIGITS);
  const remove = (start: number, share: number, total: number) => {
    state = share * Math.floor(state / total) + (state % total) - start;
    while (state < LOW && place < packed.length) state = state * BASE + readDigits(1);
  };
  const read = (shares: Shares) => {
    const slot = state % TOTAL;
    let value = 0;
    let start = 0;
    for (; start + (shares[value] ?? TOTAL) <= slot; value += 1) start += shares[value] ?? 0;
    remove(start, shares[value] ?? TOTAL, TOTAL);
    return value;
  };
  const readBits = (count: number) => {
    const value = state % 2 ** count;
    remove(value, 1, 2 ** count);
    return value;
  };
  const unpacked: Weights = new Map();
  for (let id = 0, length = read(lengths); length !== END; length = read(lengths)) {
    if (length > 0) id += 2 ** (length - 1) + readBits(length - 1);
    const code = read(codes);
    const [index, size] = [Math.floor(code / (SIZES * 2)), code % (SIZES * 2)];
    const weight = SMALLEST * 2 ** (size >> 1) * (size % 2 === 0 ? 1 : -1);
    unpacked.set(id, [...(unpacked.get(id) ?? []), [index, weight]]);
  }
  return unpacked;
}

/** Packs weights, rounded to their sizes, as text. `classes`: the number of classes. */
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
