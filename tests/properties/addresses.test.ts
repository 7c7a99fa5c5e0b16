import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressForReport, isSameHost, plainAddress, systemOfAddress } from '@/utils/catalog/address.ts';
import { MANUAL, systemIds } from '@/utils/catalog/facts.ts';
import { findSystems } from '@/utils/catalog/find-system.ts';
import { nearestSystem } from '@/utils/catalog/nearest.ts';
import { SYSTEMS } from '@/utils/catalog/systems.ts';
import { createIndex, search } from '@/utils/search.ts';
import { fold } from '@/utils/search-terms.ts';
import { parsePolicy } from '@/utils/settings/policy.ts';
import { anything, longText, lookalikeHost, SECRET, secretAddress, text } from './hostile.ts';

const ADDED = '{"systems":[{"id":"kyoten","name":"拠点","address":"https://kyoten.mamoris-net.jp/"}]}';

const anyAddress = fc.oneof(
  secretAddress,
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  lookalikeHost.map((host) => `https://${host}/`),
  text,
  fc.tuple(fc.constantFrom('https://', 'http:', 'HTTPS:\\\\', 'https://a@', ' https://'), text).map(([a, b]) => a + b),
);

describe('addresses', () => {
  test('[SEC-42] plainAddress leaves scheme, host, port and path, limits the length, and is idempotent', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const plain = plainAddress(address);
        if (plain === null) return;
        expect(plain).toMatch(/^https?:\/\/([a-z0-9_-]+\.)*mamoris-net\.jp(:\d+)?\/[^?#;]*$/);
        expect(plain.length).toBeLessThanOrEqual(300);
        if (plain.length < 290) expect(plainAddress(plain)).toBe(plain);
      }),
      { numRuns: 2000 },
    );
  });

  test('[SEC-04] plainAddress removes credentials, query, fragment and path parameters', () => {
    fc.assert(
      fc.property(secretAddress, (address) => {
        const plain = plainAddress(address);
        expect(plain).not.toBeNull();
        expect(plain).not.toContain(SECRET);
        expect(plain).not.toMatch(/^https?:\/\/[^/]*@/);
      }),
      { numRuns: 1000 },
    );
  });

  test('[SEC-05] addressForReport hides the path', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const shortened = addressForReport(address, MANUAL);
        const starts = SYSTEMS.map((system) => system.address);
        const isKnown = starts.some((start) => shortened === start || shortened === `${start}…`);
        expect(isKnown || /^(https?:\/\/[a-z0-9_.-]+(:\d+)?\/…?)?$/.test(shortened)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('[SEC-14] an address of a look-alike host is foreign to every function', () => {
    const { facts } = parsePolicy(ADDED);
    fc.assert(
      fc.property(lookalikeHost, fc.constantFrom('https', 'http'), fc.webPath(), (host, scheme, path) => {
        const address = `${scheme}://${host}${path}`;
        expect(plainAddress(address)).toBeNull();
        expect(systemOfAddress(address, facts)).toBeUndefined();
        expect(nearestSystem(address, facts)).toBeUndefined();
        expect(addressForReport(address, facts)).toBe('');
        expect(isSameHost(address, address)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test('[SEC-43] an address belongs to the system of its host, at the default port only', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const system = systemOfAddress(address, MANUAL);
        const url = URL.parse(address);
        const expected = SYSTEMS.find(({ address }) => new URL(address).hostname === url?.hostname.replace(/\.$/, ''));
        const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
        expect(system?.id).toBe(isWeb && url?.port === '' ? expected?.id : undefined);
      }),
      { numRuns: 1000 },
    );
  });

  test('plainAddress accepts values of any type', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(plainAddress(value)).toBeNull();
      }),
    );
  });
});

describe('queries', () => {
  const wordsOf = () => 'まもりす <b> office';

  test('[SEC-45] findSystems finds each system at most once and never throws', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const found = findSystems(typed, wordsOf, MANUAL).map(({ id }) => id);
        expect(new Set(found).size).toBe(found.length);
        expect(systemIds(MANUAL)).toEqual(expect.arrayContaining(found));
      }),
    );
  });

  test('search finds entries of the list only, and folding limits the growth of a text', () => {
    const entries = [
      { id: 1, title: '証明書', words: 'office' },
      { id: 2, title: 'メンテナンス', words: 'テスト' },
    ];
    const index = createIndex(entries, { fillers: '', idsOfCode: () => undefined });
    fc.assert(
      fc.property(longText, (typed) => {
        expect([1, 2]).toEqual(expect.arrayContaining(search(typed, index)));
        // NFKC turns a letter into 18 at most (UAX #15), lower case into 3.
        expect(fold(typed).length).toBeLessThanOrEqual(typed.length * 18 * 3);
      }),
    );
  });
});
