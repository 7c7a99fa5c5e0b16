import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { addressForReport, isSameHost, plainAddress, systemOfAddress } from '@/utils/catalog/address.ts';
import { MANUAL, setFacts, systemIds } from '@/utils/catalog/facts.ts';
import { findSystems } from '@/utils/catalog/find-system.ts';
import { nearestSystem } from '@/utils/catalog/nearest.ts';
import { SYSTEMS } from '@/utils/catalog/systems.ts';
import { fold, search } from '@/utils/search.ts';
import { parsePolicy } from '@/utils/settings/policy.ts';
import { anything, longText, lookalikeHost, SECRET, secretAddress, text } from './hostile.ts';

const ADDED = '{"systems":[{"id":"kyoten","name":"拠点","address":"https://kyoten.mamoris-net.jp/"}]}';

afterEach(() => setFacts(MANUAL));

const anyAddress = fc.oneof(
  secretAddress,
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  lookalikeHost.map((host) => `https://${host}/`),
  text,
  fc.tuple(fc.constantFrom('https://', 'http:', 'HTTPS:\\\\', 'https://a@', ' https://'), text).map(([a, b]) => a + b),
);

describe('an address', () => {
  test('[SEC-42] keeps nothing but scheme, host, port and path, of a sane length, and stays as it is when it is made plain again', () => {
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

  test('[SEC-04] gives away no credentials, query, fragment or segment’s parameter', () => {
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

  test('[SEC-05] is told to others without its path', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const told = addressForReport(address);
        const starts = SYSTEMS.map((system) => system.address);
        const isKnown = starts.some((start) => told === start || told === `${start}…`);
        expect(isKnown || /^(https?:\/\/[a-z0-9_.-]+(:\d+)?\/…?)?$/.test(told)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('[SEC-14] that is none of ours is none, whatever it looks like', () => {
    setFacts(parsePolicy(ADDED).facts);
    fc.assert(
      fc.property(lookalikeHost, fc.constantFrom('https', 'http'), fc.webPath(), (host, scheme, path) => {
        const address = `${scheme}://${host}${path}`;
        expect(plainAddress(address)).toBeNull();
        expect(systemOfAddress(address)).toBeUndefined();
        expect(nearestSystem(address)).toBeUndefined();
        expect(addressForReport(address)).toBe('');
        expect(isSameHost(address, address)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test('[SEC-43] has the system of its host at the usual port, and no other', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const system = systemOfAddress(address);
        const url = URL.parse(address);
        const expected = SYSTEMS.find((each) => new URL(each.address).hostname === url?.hostname.replace(/\.$/, ''));
        const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
        expect(system?.id).toBe(isWeb && url?.port === '' ? expected?.id : undefined);
      }),
      { numRuns: 1000 },
    );
  });

  test('of any type is dealt with', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(plainAddress(value)).toBeNull();
      }),
    );
  });
});

describe('what is typed to find something', () => {
  const wordsOf = () => 'まもりす <b> office';

  test('[SEC-45] finds systems that there are, each once, and never throws', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const found = findSystems(typed, wordsOf).map(({ id }) => id);
        expect(new Set(found).size).toBe(found.length);
        expect(systemIds()).toEqual(expect.arrayContaining(found));
      }),
    );
  });

  test('finds entries that there are, and does not grow without bounds', () => {
    const entries = [
      { id: 1, title: '証明書', words: 'office' },
      { id: 2, title: 'メンテナンス', words: 'テスト' },
    ];
    fc.assert(
      fc.property(longText, (typed) => {
        expect([1, 2]).toEqual(expect.arrayContaining(search(typed, entries)));
        // No letter stands for more than 18 others (UAX #15, NFKC), nor has more than 3 in lower case.
        expect(fold(typed).length).toBeLessThanOrEqual(typed.length * 18 * 3);
      }),
    );
  });
});
