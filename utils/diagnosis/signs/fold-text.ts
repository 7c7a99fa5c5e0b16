/**
 * Makes text comparable: half-width, lower case, without invisible characters, white space only between words in Latin
 * letters. Line breaks and cell borders become `\n`, except inside a sentence.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, (space) => (/[\n\t]/.test(space) ? '\n' : ' '))
    .replace(/ (?=[^ -~])|(?<=[^ -~]) /g, '')
    .replace(/(?<=[a-z,])\n(?=[a-z])/g, ' ')
    .replace(
      /(?<!ません|です|ます|した|ない)\n(?=[ぁ-んー])|\n(?=[」、。)]|と[表い]|とき|場合)|(?<=[はがをにのでと、「(])\n/g,
      '',
    )
    .replace(
      /(?<=[ァ-ヶー])\n(?=[ァ-ヶー])|(?<=\p{sc=Han})\n(?!証明書)(?=\p{sc=Han})|(?<=クライアント|電子)\n(?=証明書)/gu,
      '',
    )
    .toLowerCase();
}
