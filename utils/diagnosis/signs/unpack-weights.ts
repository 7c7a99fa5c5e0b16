/**
 * Weights from a short text. The text is one large number, written by range asymmetric numeral systems (rANS,
 * arXiv:1311.2540): what is frequent takes less of it. `scripts/pack-weights.ts` writes it.
 */

/** Weights by feature: index of the class, and weight. */
export type Weights = Map<number, [index: number, weight: number][]>;

/** Features are numbers of so many bits. */
export const BITS = 18;
/** A weight is packed as one code: its class, its size (a power of two times the smallest one), and its sign. */
export const SIZES = 4;
export const SMALLEST = 0.3;

/** The digits: printable ASCII but for `'` and `\`. */
export const DIGITS = Array.from({ length: 95 }, (_, code) => String.fromCharCode(code + 32))
  .filter((char) => !/['\\]/.test(char))
  .join('');
export const BASE = DIGITS.length;
/** The state of the coder is at least this, and less than `BASE` times as much. */
export const LOW = 2 ** 24;
export const STATE_DIGITS = 5;

/** The shares of the values of a symbol: how often each occurs, of `TOTAL`. They stand at the start of the text. */
export type Shares = readonly number[];
export const TOTAL = 2 ** 12;

/** How far a feature is from the last one: the number of bits, then these bits. 0: the same feature; `END`: none. */
export const END = BITS + 1;

/** Unpacks weights. `classes`: the number of classes. */
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
