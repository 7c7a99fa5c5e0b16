import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { findSystems } from '@/utils/catalog/find-system.ts';
import { SYSTEMS, type System, type SystemId } from '@/utils/catalog/systems.ts';

/** Reads the search words of systems from a locale file. */
async function wordsIn(file: string): Promise<(system: System) => string> {
  const messages = new Map(
    (await parseMessagesFile(file)).map((entry) => [entry.key.join('.'), 'message' in entry ? entry.message : '']),
  );
  return ({ id }) => `${messages.get(`system.${id}`)} ${messages.get(`omnibox.words.${id}`)}`;
}

const words = { ja: await wordsIn('locales/ja.yml'), en: await wordsIn('locales/en.yml') };
const found = (query: string, language: 'ja' | 'en' = 'ja') =>
  findSystems(query, words[language], MANUAL).map(({ id }) => id);

describe('findSystems', () => {
  test.each<[string, SystemId[]]>([
    // Ids and beginnings of ids.
    ['office', ['office']],
    ['off', ['office']],
    ['kensa', ['kensa', 'hojinkensa']],
    ['hojin', ['hojinkensa']],
    // Names, in every script and width.
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
    // Several words: all must match.
    ['まもりすネット office', ['office']],
    ['まもりすネット　検査員用', ['kensa']],
    ['法人 検査', ['hojinkensa']],
    ['法人 office', []],
    ['annex.mamoris-net.jp/contact/', ['annex']],
    ['どこにもない', []],
    ['<b>&', []],
    ['.*', []],
  ])('findSystems(%o) finds %o', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  test('findSystems finds systems by English words in the English interface', () => {
    expect(found('inspect', 'en')).toEqual(['kensa', 'hojinkensa']);
    expect(found('certificate', 'en')[0]).toBe('clientcheck');
    expect(found('existing', 'en')).toEqual(['kizon']);
  });

  test.each(['ja', 'en'] as const)(
    'the id and the address of a system find it first, in the language %s',
    (language) => {
      for (const { id, address } of SYSTEMS) {
        expect(found(id, language)[0]).toBe(id);
        expect(found(address, language)).toEqual([id]);
      }
    },
  );

  test.each(['', ' ', '　'])('the query %o finds all systems, in the manual’s order', (query) => {
    expect(found(query)).toEqual(SYSTEMS.map(({ id }) => id));
  });
});
