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
    .replace(/ (?=[^ -~])|(?<=[^ -~]) /g, '')
    // The kana inside a verb of two characters may be left out: 取り消し, 受け付け, 読み込み.
    .replace(/([取受読打申組切差引問])[りけみちしきい](?=[消付込取切合扱渡替送出入])/g, '$1');
  const spelled = PAIRS.reduce((all, [spelling, standard]) => all.replaceAll(spelling, standard), folded);
  // A sentence all in katakana has its grammar in katakana.
  return /マス|マセ|マシタ|デス(?!ク)/.test(spelled) && !/[ぁ-ん]/.test(spelled) ? foldKana(spelled) : spelled;
}

/** Replaces katakana by hiragana, letter by letter. */
export function foldKana(text: string): string {
  return text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}
