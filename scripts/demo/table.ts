/** Tables for a terminal, aligned by width: East Asian characters need two columns. */

export interface Column {
  heading: string;
  /** Width in columns of the terminal. The last column is not padded. */
  width: number;
}

const GAP = '  ';
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Mn}]/gu;

/** The width of a text in columns of a terminal. Characters of ambiguous width are narrow, as in most terminals. */
function displayWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}

/** Cuts or pads a text to exactly `width` columns. */
function fitted(text: string, width: number): string {
  const cut = shorten(text, width);
  return cut + ' '.repeat(width - displayWidth(cut));
}

/** Cuts a text that is too long, and marks the cut. Removes invisible characters, which titles of pages may contain. */
function shorten(text: string, width: number): string {
  const plain = text.replace(INVISIBLE, '');
  if (displayWidth(plain) <= width) return plain;
  let cut = '';
  for (const character of plain) {
    if (displayWidth(cut + character) > width - 1) break;
    cut += character;
  }
  return `${cut}…`;
}

/** One line of a table. */
export function tableLine(columns: readonly Column[], cells: readonly string[]): string {
  return columns
    .map(({ width }, index) => fitted(cells[index] ?? '', width))
    .join(GAP)
    .trimEnd();
}

/** The headings of a table and a line below them. */
export function tableHead(columns: readonly Column[]): string {
  const headings = tableLine(
    columns,
    columns.map(({ heading }) => heading),
  );
  return `${headings}\n${columns.map(({ width }) => '-'.repeat(width)).join(GAP)}`;
}
