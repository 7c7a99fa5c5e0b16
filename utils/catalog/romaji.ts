/**
 * Rules that turn each way to write a sound into one, in this order. Sources: ISO 3602 (`zi`, `si`, `tu`), Hepburn
 * (`ji`, `shi`, `tsu`), and what input methods take: `nn` for ん, `-` for ー, `x` or `l` before a small kana.
 */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/-/g, ''],
  [/[lx]ts?u/g, ''],
  [/[fh]u?[lx](?=[aeio])|f/g, 'h'],
  [/shi/g, 'si'],
  [/sh/g, 'sy'],
  [/chi/g, 'ti'],
  [/ch/g, 'ty'],
  [/tsu/g, 'tu'],
  [/d(?=[iu])/g, 'z'],
  [/ji/g, 'zi'],
  [/jy?/g, 'zy'],
  [/m(?=[bmp])/g, 'n'],
  [/ou|oh(?![aeiouy])/g, 'o'],
  [/(.)\1+/g, '$1'],
];

/** Converts a word in romaji (lower case) to one spelling for comparisons: `houzinnkennsa` equals `hojinkensa`. */
export function plainRomaji(word: string): string {
  return RULES.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), word);
}
