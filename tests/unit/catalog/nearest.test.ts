import { describe, expect, test } from 'vitest';
import { mistakesBetween, nearestSystem } from '@/utils/catalog/nearest.ts';
import { SYSTEMS } from '@/utils/catalog/systems.ts';

describe('the system that someone meant', () => {
  test.each<[string, string | undefined]>([
    // Letters left out, added, mistaken, swapped.
    ['https://ofice.mamoris-net.jp/', 'office'],
    ['https://offcie.mamoris-net.jp/', 'office'],
    ['https://offise.mamoris-net.jp/login?x=1', 'office'],
    ['https://kesna.mamoris-net.jp/', 'kensa'],
    ['https://jim.mamoris-net.jp/', 'jimu'],
    ['https://jumi.mamoris-net.jp/', undefined],
    ['https://kizonn.mamoris-net.jp/', 'kizon'],
    ['https://hojin-kensa.mamoris-net.jp/', 'hojinkensa'],
    ['https://houjinkensa.mamoris-net.jp/', 'hojinkensa'],
    ['https://rifom.mamoris-net.jp/', 'reform'],
    ['https://anex.mamoris-net.jp/', 'annex'],
    ['https://on-line.mamoris-net.jp/', 'online'],
    ['https://client-check.mamoris-net.jp/', 'clientcheck'],
    ['https://www2.mamoris-net.jp/', 'portal'],
    ['https://ww.mamoris-net.jp/', 'portal'],
    // The domain itself, and a www too many.
    ['https://mamoris-net.jp/', 'portal'],
    ['http://mamoris-net.jp', 'portal'],
    ['https://www.office.mamoris-net.jp/', 'office'],
    ['https://WWW.ofice.mamoris-net.jp./', 'office'],
    // A known host, whatever else is wrong.
    ['https://annex.mamoris-net.jp/', 'annex'],
    ['https://annex.mamoris-net.jp/contactt/', 'annex'],
    ['http://kensa.mamoris-net.jp/', 'kensa'],
    ['https://office.mamoris-net.jp:8443/', 'office'],
    // Nothing near, or nothing of ours.
    ['https://info.mamoris-net.jp/', undefined],
    ['https://mail.mamoris-net.jp/', undefined],
    ['https://xn--n8jub.mamoris-net.jp/', undefined],
    ['https://office.mamoris-net.jp.example.com/', undefined],
    ['https://office.mamorisnet.jp/', undefined],
    ['office', undefined],
    ['', undefined],
  ])('%s: %s', (address, id) => {
    expect(nearestSystem(address)?.id).toBe(id);
  });

  test('every system is the nearest to itself, and stays so with any one letter left out', () => {
    for (const { id, address } of SYSTEMS) {
      expect(nearestSystem(address)?.id).toBe(id);
      const [, name = '', rest = ''] = /^https:\/\/(\w+)(\..*)$/.exec(address) ?? [];
      for (let i = 0; i < name.length; i += 1) {
        expect(nearestSystem(`https://${name.slice(0, i)}${name.slice(i + 1)}${rest}`)?.id).toBe(id);
      }
    }
  });

  test('the longest host name there can be is no trouble', () => {
    expect(nearestSystem(`https://${'o'.repeat(63)}.mamoris-net.jp/`)).toBeUndefined();
  });
});

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['office', 'office', 0],
  ['offcie', 'office', 1],
  ['abcd', 'badc', 2],
  ['kitten', 'sitting', 3],
])('%o → %o: %i mistakes, either way', (a, b, mistakes) => {
  expect(mistakesBetween(a, b)).toBe(mistakes);
  expect(mistakesBetween(b, a)).toBe(mistakes);
});
