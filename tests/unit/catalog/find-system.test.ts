import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, test } from 'vitest';
import { findSystems } from '@/utils/catalog/find-system.ts';
import { SYSTEMS, type System, type SystemId } from '@/utils/catalog/systems.ts';

/** What systems are found by, as it stands in a locale file. */
async function wordsIn(file: string): Promise<(system: System) => string> {
  const messages = new Map(
    (await parseMessagesFile(file)).map((entry) => [entry.key.join('.'), 'message' in entry ? entry.message : '']),
  );
  return ({ id }) => `${messages.get(`system.${id}`)} ${messages.get(`omnibox.words.${id}`)}`;
}

const words = { ja: await wordsIn('locales/ja.yml'), en: await wordsIn('locales/en.yml') };
const found = (query: string, language: 'ja' | 'en' = 'ja') => findSystems(query, words[language]).map(({ id }) => id);

describe('systems are found', () => {
  test.each<[string, SystemId[]]>([
    // By id, or its beginning.
    ['office', ['office']],
    ['off', ['office']],
    ['kensa', ['kensa', 'hojinkensa']],
    ['hojin', ['hojinkensa']],
    // By name, in any way of writing it.
    ['オフィス', ['office']],
    ['おふぃす', ['office']],
    ['ｵﾌｨｽ', ['office']],
    ['ＯＦＦＩＣＥ', ['office']],
    ['じむ', ['jimu']],
    ['事務機関', ['jimu']],
    ['けんさ', ['kensa', 'hojinkensa']],
    ['検査', ['kensa', 'hojinkensa']],
    ['きぞん', ['kizon']],
    ['既存住宅', ['kizon']],
    ['りふぉーむ', ['reform']],
    ['みはっこう', ['annex']],
    ['未発行', ['annex']],
    ['しょうめいしょ', ['clientcheck']],
    ['ぽーたる', ['portal']],
    ['掲示板', ['portal']],
    // By several words, which all must fit.
    ['まもりすネット office', ['office']],
    ['まもりすネット　検査員用', ['kensa']],
    ['法人 検査', ['hojinkensa']],
    ['法人 office', []],
    ['annex.mamoris-net.jp/contact/', ['annex']],
    ['どこにもない', []],
    ['<b>&', []],
    ['.*', []],
  ])('%s: %o', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  test('in English too', () => {
    expect(found('inspect', 'en')).toEqual(['kensa', 'hojinkensa']);
    expect(found('certificate', 'en')[0]).toBe('clientcheck');
    expect(found('existing', 'en')).toEqual(['kizon']);
  });

  test.each(['ja', 'en'] as const)('each by its id, its address and its name first of all (%s)', (language) => {
    for (const { id, address } of SYSTEMS) {
      expect(found(id, language)[0]).toBe(id);
      expect(found(address, language)).toEqual([id]);
    }
  });

  test.each(['', ' ', '　'])('all of them by %o, in the manual’s order', (query) => {
    expect(found(query)).toEqual(SYSTEMS.map(({ id }) => id));
  });
});
