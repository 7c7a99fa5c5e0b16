import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Lists the files of the product whose path matches, with `/` as separator. */
export function productFiles(pattern: RegExp): string[] {
  return ['components', 'entrypoints', 'utils']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => pattern.test(path));
}
