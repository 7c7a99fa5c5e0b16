/** The results as text. */
import { type CorpusRow, confusion } from '../../tests/corpus/corpus.ts';
import { type Column, tableHead, tableLine } from '../demo/table.ts';
import { CELLS, PC_STATES, type PcState, TABLES } from './cells.ts';
import { wordByCode } from './net-error-table.ts';
import type { Run } from './run-cell.ts';

/**
 * All tables, the share of right results, and the wrong cells. A field is: right by the extension (right by the code
 * table), of the number of runs.
 */
export function report(runs: readonly Run[]): string {
  const tables = TABLES.map((name) => [name, runs.filter(({ cell }) => cell.table === name)] as const);
  return [
    ...tables.filter(([, ofTable]) => ofTable.length > 0).map(([name, ofTable]) => table(name, ofTable)),
    totals(runs),
    ...wrongCells(runs),
  ].join('\n\n');
}

function table(name: string, runs: readonly Run[]): string {
  // Runs are in the order of their ends; cells have a fixed order.
  const cells = CELLS.filter((cell) => runs.some((run) => run.cell === cell));
  const columns = (Object.keys(PC_STATES) as PcState[]).filter((pc) => cells.some((cell) => cell.pc === pc));
  const rows = [...new Set(cells.map(({ row }) => row))];
  const layout: Column[] = [
    { heading: name, width: Math.max(name.length, ...rows.map((row) => row.length)) },
    ...columns.map((heading) => ({ heading, width: Math.max(heading.length, 'n/n (n/n)'.length) })),
  ];
  const lines = rows.map((row) =>
    tableLine(layout, [
      row,
      ...columns.map((pc) => field(runs.filter(({ cell }) => cell.row === row && cell.pc === pc))),
    ]),
  );
  return [tableHead(layout), ...lines].join('\n');
}

function field(runs: readonly Run[]): string {
  return runs.length === 0 ? '' : `${rightOf(runs)} (${rightByCode(runs)})`;
}

function rightOf(runs: readonly Run[]): string {
  return `${runs.filter(({ isRight }) => isRight).length}/${runs.length}`;
}

function rightByCode(runs: readonly Run[]): string {
  return `${runs.filter(({ baseline, cell }) => baseline === cell.expected).length}/${runs.length}`;
}

function totals(runs: readonly Run[]): string {
  const cells = byCell(runs);
  const rightCells = [...cells.values()].filter((ofCell) => ofCell.every(({ isRight }) => isRight)).length;
  const rightCellsByCode = [...cells.values()].filter((ofCell) =>
    ofCell.every((run) => run.baseline === run.cell.expected),
  ).length;
  const times = runs.flatMap(({ settledMs }) => (settledMs === undefined ? [] : [settledMs])).toSorted((a, b) => a - b);
  const share = (text: string) => {
    const [part = 0, all = 1] = text.split('/').map(Number);
    return `${text} runs (${((100 * part) / all).toFixed(1)} %)`;
  };
  return [
    `right: the extension   ${share(rightOf(runs))}, ${rightCells}/${cells.size} cells in every run`,
    `       the code table  ${share(rightByCode(runs))}, ${rightCellsByCode}/${cells.size} cells in every run`,
    `failure → settled: median ${times[Math.floor(times.length / 2)] ?? '–'} ms, at most ${times.at(-1) ?? '–'} ms`,
  ].join('\n');
}

function wrongCells(runs: readonly Run[]): string[] {
  const wrong = [...byCell(runs.filter(({ isRight }) => !isRight)).values()];
  if (wrong.length === 0) return [];
  return [['wrong:', ...wrong.map((ofCell) => `  ${describe(ofCell)}`)].join('\n')];
}

/** The runs of one cell as one line. */
function describe(runs: readonly Run[]): string {
  const [{ cell } = { cell: undefined }] = runs;
  const groups = Map.groupBy(runs, ({ answer, outcome }) => `${answer} (${outcome})`);
  const answers = [...groups].map(([answer, { length }]) => `${length} × ${answer}`);
  return `${cell?.row} | ${cell?.pc}: expected ${cell?.expected}; ${answers.join('; ')}`;
}

function byCell(runs: readonly Run[]): Map<Run['cell'], Run[]> {
  return Map.groupBy(runs, ({ cell }) => cell);
}

/** A wrong run as one line. */
export function describeRun(run: Run): string {
  return describe([run]);
}

/**
 * The readings of the corpus pages: truths as rows, readings as columns. The number in brackets is by the code table.
 */
export function corpusReport(rows: readonly CorpusRow[]): string {
  const byCode = rows.map(({ page }) => ({ page, read: wordByCode(page.status) }));
  const [read, table] = [confusion(rows), confusion(byCode)];
  const truths = Object.keys(read);
  const words = [...new Set([...truths, ...Object.values(read).flatMap(Object.keys)])];
  const layout: Column[] = [
    { heading: 'pages that give', width: Math.max('pages that give'.length, ...truths.map(({ length }) => length)) },
    ...words.map((heading) => ({ heading, width: Math.max(heading.length, 'nnn (nnn)'.length) })),
  ];
  const lines = truths.map((truth) =>
    tableLine(layout, [truth, ...words.map((word) => `${read[truth]?.[word] ?? 0} (${table[truth]?.[word] ?? 0})`)]),
  );
  const wrong = rows.filter(isMisread);
  const rightByCode = byCode.filter((row) => !isMisread(row)).length;
  return [
    [tableHead(layout), ...lines].join('\n'),
    `read right: the extension ${rows.length - wrong.length}/${rows.length}, the code table ${rightByCode}/${rows.length}`,
    ...wrong.map(({ page, read }) => `wrong: ${page.name}: gives ${page.sign}, read as ${read}`),
  ].join('\n');
}

/** Whether the reading differs from the truth of the page. */
export function isMisread({ page, read }: CorpusRow): boolean {
  return page.sign !== read;
}
