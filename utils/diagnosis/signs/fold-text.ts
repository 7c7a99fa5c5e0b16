import { toHiragana, withoutInnerKana } from '../../japanese.ts';

/** Pairs of a spelling and the standard spelling. */
const SPELLINGS =
  '出来:でき 頂:いただ 下さ:くださ 為:ため 無い:ない 無く:なく 無か:なか 有り:あり 御:ご ただ今:ただいま 只今:ただいま ' +
  '居り:おり 行な:行 稼動:稼働 受付け:受付 行ため:行為';
const PAIRS = SPELLINGS.split(' ').map((pair) => pair.split(':') as [string, string]);

/**
 * Makes text comparable: half-width, lower case, one spelling, without invisible characters. White space stays only
 * between words in Latin letters; wide spaces and tabs become `\t`.
 */
export function foldText(text: string): string {
  const folded = text
    .replaceAll('\u3000', '\t')
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[_’]/g, (char) => (char === '_' ? ' ' : "'"))
    // Letter-spacing: words whose letters all stand alone.
    .replace(/(?<!\S)[^\s\d](?:[ \t][^\s\d]){2,}(?!\S)/g, (letters) => letters.replace(/\s/g, ''))
    .replace(/\s+/g, (space) => (/\t| {2}/.test(space) ? '\t' : ' '))
    .replace(/ (?=[^ -~])|(?<=[^ -~]) /g, '');
  const spelled = PAIRS.reduce(
    (all, [spelling, standard]) => all.replaceAll(spelling, standard),
    withoutInnerKana(folded),
  );
  // A sentence all in katakana has its grammar in katakana.
  return /マス|マセ|マシタ|デス(?!ク)/.test(spelled) && !/[ぁ-ん]/.test(spelled) ? toHiragana(spelled) : spelled;
}
