/** The results as text. */
import { type CorpusRow, confusion } from '../../tests/corpus/corpus.ts';
import { type Column, tableHead, tableLine } from '../demo/table.ts';
import { CELLS, PC_STATES, type PcState, TABLES } from './cells.ts';
import { wordByCode } from './code-table.ts';
import type { Run } from './run-cell.ts';

/**
 * All tables, the share that is right, and what was wrong. In each field: right by the extension / by the code table,
 * of so many runs.
 */
export function report(runs: readonly Run[]): string {
  const tables = TABLES.map((name) => [name, runs.filter(({ cell }) => cell.table === name)] as const);
  return [
    ...tables.filter(([, mine]) => mine.length > 0).map(([name, mine]) => table(name, mine)),
    totals(runs),
    ...wrongCells(runs),
  ].join('\n\n');
}

function table(name: string, runs: readonly Run[]): string {
  // Runs come as they end; cells have an order.
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
  const whole = [...cells.values()].filter((mine) => mine.every(({ isRight }) => isRight)).length;
  const wholeByCode = [...cells.values()].filter((mine) =>
    mine.every((run) => run.baseline === run.cell.expected),
  ).length;
  const times = runs.flatMap(({ settledMs }) => (settledMs === undefined ? [] : [settledMs])).toSorted((a, b) => a - b);
  const share = (text: string) => {
    const [part = 0, all = 1] = text.split('/').map(Number);
    return `${text} runs (${((100 * part) / all).toFixed(1)} %)`;
  };
  return [
    `right: the extension   ${share(rightOf(runs))}, ${whole}/${cells.size} cells in every run`,
    `       the code table  ${share(rightByCode(runs))}, ${wholeByCode}/${cells.size} cells in every run`,
    `failure → last word: median ${times[Math.floor(times.length / 2)] ?? '–'} ms, at most ${times.at(-1) ?? '–'} ms`,
  ].join('\n');
}

function wrongCells(runs: readonly Run[]): string[] {
  const wrong = [...byCell(runs.filter(({ isRight }) => !isRight)).values()];
  if (wrong.length === 0) return [];
  return [['wrong:', ...wrong.map((mine) => `  ${describe(mine)}`)].join('\n')];
}

/** Runs of one cell, as one line. */
function describe(runs: readonly Run[]): string {
  const [{ cell } = { cell: undefined }] = runs;
  const said = Map.groupBy(runs, ({ said, outcome }) => `${said} (${outcome})`);
  const answers = [...said].map(([what, { length }]) => `${length} × ${what}`);
  return `${cell?.row} | ${cell?.pc}: expected ${cell?.expected}; ${answers.join('; ')}`;
}

function byCell(runs: readonly Run[]): Map<Run['cell'], Run[]> {
  return Map.groupBy(runs, ({ cell }) => cell);
}

/** A run that went wrong, as one line. */
export function describeRun(run: Run): string {
  return describe([run]);
}

/**
 * What was read on the pages of the corpus: truths as rows, what was read as columns; beside each number that of the
 * code table.
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

/** Whether a page was read as something else than what it says. */
export function isMisread({ page, read }: CorpusRow): boolean {
  return page.sign !== read;
}
