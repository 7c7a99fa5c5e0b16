/** The demo without a display: plays every fault, prints a table, and writes screenshots and a page. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { play, type Row } from './play.ts';
import { reportPage } from './report.ts';
import { SCENES, type Scene } from './scenes.ts';
import { readSystemNames } from './system-names.ts';
import { type Column, tableHead, tableLine } from './table.ts';

const RESULTS = 'demo-results';

const COLUMNS: readonly Column[] = [
  { heading: 'システム', width: 11 },
  { heading: '状態/障害', width: 32 },
  { heading: 'ブラウザーの表示', width: 34 },
  { heading: 'ポップアップの判定', width: 54 },
  { heading: 'バッジ', width: 6 },
  // Last, because terminals differ in the width of the marks.
  { heading: '結果', width: 4 },
];

/**
 * Plays all scenes.
 * @returns whether all rows were as expected
 */
export async function showEveryFault(extension: string): Promise<boolean> {
  await rm(RESULTS, { recursive: true, force: true });
  await mkdir(RESULTS);
  const rows: Row[] = [];
  let scene: Scene | undefined;
  console.log(tableHead(COLUMNS));
  for await (const row of play(SCENES, { extension, folder: RESULTS })) {
    if (row.scene !== scene) console.log(`\n■ ${row.scene.label}`);
    scene = row.scene;
    rows.push(row);
    console.log(lineOf(row));
    if (!row.isRight) console.log(`    期待: ${row.expected.verdict}、バッジ「${row.expected.badge}」`);
  }
  const wrong = rows.filter(({ isRight }) => !isRight).length;
  const summary = `${rows.length} 件中 ${rows.length - wrong} 件が期待どおり${wrong > 0 ? `、${wrong} 件が期待と違います` : 'でした'}。`;
  await writeFile(join(RESULTS, 'index.html'), reportPage(rows, summary, await readSystemNames(extension)));
  console.log(`\n${summary}\n画面の写しは ${RESULTS}/ にあります（一覧: ${RESULTS}/index.html）。`);
  return wrong === 0;
}

function lineOf({ fault, label, shown, verdict, heading, badge, isRight }: Row): string {
  return tableLine(COLUMNS, [fault.system, label, shown, `${verdict} ${heading}`, badge, isRight ? '○' : '×']);
}
