/** The results as one static page. It uses only the screenshots beside it. */

import type { Row } from './play.ts';
import type { Scene } from './scenes.ts';
import type { NameOf } from './system-names.ts';

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#dbe2e9, #323d49); --soft: light-dark(#526070, #a7b4c2); --bad: light-dark(#b3261e, #ff9a8f); }
body { margin: 24px; background: light-dark(#f1f4f7, #12181f); font: 14px/1.6 system-ui, 'Yu Gothic UI', 'Meiryo', sans-serif; }
h1 { font-size: 20px; }
h2 { margin: 32px 0 8px; font-size: 16px; }
table { width: 100%; border-collapse: collapse; background: light-dark(#fff, #1b232c); }
th, td { padding: 8px 12px; border: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { color: var(--soft); font-size: 12px; font-weight: 400; white-space: nowrap; }
tbody th { font-weight: 400; }
small { display: block; color: var(--soft); }
.wrong { color: var(--bad); font-weight: 700; }
img { display: block; max-width: 200px; max-height: 130px; border: 1px solid var(--line); object-fit: cover; object-position: top; }`;

const HEADINGS = [
  'システム',
  '状態/障害',
  'ブラウザーの表示',
  'ポップアップの判定',
  'バッジ',
  '結果',
  '画面',
  'ポップアップ',
];

/** Makes the page. */
export function reportPage(rows: readonly Row[], summary: string, nameOf: NameOf): string {
  const scenes = [...new Set(rows.map(({ scene }) => scene))];
  return `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>まもりす接続ナビ：デモの結果</title>
<style>${STYLE}</style>
<h1>まもりす接続ナビ：デモの結果</h1>
<p>${html(summary)}</p>
${scenes.map((scene) => sceneSection(scene, rows, nameOf)).join('\n')}
</html>
`;
}

function sceneSection(scene: Scene, rows: readonly Row[], nameOf: NameOf): string {
  return `<h2>${html(scene.label)}</h2>
<table>
<thead><tr>${HEADINGS.map((heading) => `<th scope="col">${heading}</th>`).join('')}</tr></thead>
<tbody>
${rows
  .filter((row) => row.scene === scene)
  .map((row) => rowLine(row, nameOf(row.fault.system)))
  .join('\n')}
</tbody>
</table>`;
}

function rowLine(row: Row, systemName: string): string {
  const { label, address, shown, verdict, heading, badge, expected, isRight, pictures } = row;
  const wanted = `期待：${expected.verdict}、バッジ「${expected.badge}」`;
  const cells = [
    html(label),
    html(shown),
    `${html(heading)}<small>${html(verdict)}</small>`,
    html(badge),
    isRight ? '○' : `<span class="wrong">×</span><small>${html(wanted)}</small>`,
    picture(pictures.page, `${label}：画面`),
    picture(pictures.popup, `${label}：ポップアップ`),
  ];
  const name = `<th scope="row">${html(systemName)}<small>${html(address)}</small></th>`;
  return `<tr>${name}${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function picture(file: string | undefined, alt: string): string {
  if (file === undefined) return '';
  return `<a href="${html(file)}"><img src="${html(file)}" alt="${html(alt)}" loading="lazy"></a>`;
}

/** Escapes a text as HTML. Titles are from pages and may contain anything. */
function html(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
