/** Replaces katakana by hiragana, letter by letter. */
export function toHiragana(text: string): string {
  return text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** Removes the kana inside a verb of two kanji, which may be left out: 取り消し, 受け付け, 読み込み. */
export function withoutInnerKana(text: string): string {
  return text.replace(/([取受読打申組切差引問])[りけみちしきい](?=[消付込取切合扱渡替送出入])/g, '$1');
}
