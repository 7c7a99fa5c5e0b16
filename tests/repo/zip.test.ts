import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { zipReproducibly } from '@/modules/zip.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mamoris-navi-zip-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a zip depends on the files of its folder only, not on their order or dates, nor on the time zone', () => {
  const files = { 'b.txt': 'b', 'a/c.txt': '証明書', 'a/b/d.bin': '\u0000\u0001' };
  const zips = [Object.entries(files), Object.entries(files).toReversed()].map((entries, index) => {
    const folder = join(dir, `folder${index}`);
    for (const [name, content] of entries) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const zone = process.env.TZ;
    process.env.TZ = index === 0 ? 'Asia/Tokyo' : 'America/Los_Angeles';
    zipReproducibly(folder, join(dir, `${index}.zip`));
    process.env.TZ = zone;
    return readFileSync(join(dir, `${index}.zip`));
  });
  expect(zips[0]?.equals(zips[1] ?? Buffer.of())).toBe(true);
  const found = Object.entries(unzipSync(new Uint8Array(zips[0] ?? []))).map(([name, bytes]) => [
    name,
    new TextDecoder().decode(bytes),
  ]);
  expect(Object.fromEntries(found)).toEqual(files);
  expect(found.map(([name]) => name)).toEqual(Object.keys(files).toSorted());
});
