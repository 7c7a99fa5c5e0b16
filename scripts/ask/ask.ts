/**
 * Puts cases to the pure core: `npm run --silent ask -- [--layers] FILE.json…` (docs/ask.md). Each file holds an array
 * of `{ id, input, expected? }`. Prints one JSON line a case; with `--layers` also how each page is read. Exits with 1
 * if a file cannot be read.
 */
import { readFileSync } from 'node:fs';
import { answerFile } from './case.ts';

const withLayers = process.argv.includes('--layers');
const files = process.argv.slice(2).filter((argument) => argument !== '--layers');
if (files.length === 0) {
  console.error('usage: npm run --silent ask -- [--layers] FILE.json…');
  process.exitCode = 1;
}
for (const file of files) {
  try {
    for (const line of answerFile(file, readFileSync(file, 'utf8'), withLayers)) console.log(JSON.stringify(line));
  } catch (error) {
    console.log(JSON.stringify({ file, error: error instanceof Error ? error.message : String(error) }));
    process.exitCode = 1;
  }
}
