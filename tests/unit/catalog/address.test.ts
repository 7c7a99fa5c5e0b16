import { describe, expect, test } from 'vitest';
import { isSameHost, plainAddress, systemOfAddress } from '@/utils/catalog/address.ts';
import { MANUAL, systemByHost, systemById } from '@/utils/catalog/facts.ts';
import { asksForCertificate, SYSTEMS } from '@/utils/catalog/systems.ts';

describe('plainAddress', () => {
  test.each([
    ['https://office.mamoris-net.jp/', 'https://office.mamoris-net.jp/'],
    ['https://user:secret@office.mamoris-net.jp/a?q=1#frag', 'https://office.mamoris-net.jp/a'],
    ['https://office.mamoris-net.jp/a;jsessionid=0A1B/b;v=2?q', 'https://office.mamoris-net.jp/a/b'],
    ['https://office.mamoris-net.jp/a/..;x/b', 'https://office.mamoris-net.jp/b'],
    ['HTTPS://OFFICE.MAMORIS-NET.JP./x', 'https://office.mamoris-net.jp/x'],
    ['http://mamoris-net.jp', 'http://mamoris-net.jp/'],
    ['https://office.mamoris-net.jp:8443/', 'https://office.mamoris-net.jp:8443/'],
    ['https://xn--n8jub.mamoris-net.jp/', 'https://xn--n8jub.mamoris-net.jp/'],
    // Foreign: look-alike hosts, other schemes, values that are no addresses.
    ['https://office.mamoris-net.jp.example.com/', null],
    ['https://notmamoris-net.jp/', null],
    ['https://mamoris-net.jp@example.com/', null],
    ['https://example.com/?https://office.mamoris-net.jp/', null],
    ['https://office.mamoris‑net.jp/', null],
    ['file:///office.mamoris-net.jp/', null],
    ['javascript:alert(1)//mamoris-net.jp', null],
    ['https://', null],
    ['not an address', null],
    ['', null],
    [undefined, null],
    [null, null],
    [42, null],
    [{ href: 'https://office.mamoris-net.jp/' }, null],
  ])('plainAddress(%o) returns %o', (given, expected) => {
    expect(plainAddress(given)).toBe(expected);
  });

  test('plainAddress limits the length of a path', () => {
    expect(plainAddress(`https://office.mamoris-net.jp/${'a'.repeat(5000)}`)).toHaveLength(300);
  });
});

describe('systems', () => {
  test('systemOfAddress finds each system with any path, but not at another port or host', () => {
    for (const { id, address } of SYSTEMS) {
      expect(systemOfAddress(address, MANUAL)?.id).toBe(id);
      expect(systemOfAddress(new URL('/any/path?x', address).href, MANUAL)?.id).toBe(id);
    }
    const foreign = [
      'https://office.mamoris-net.jp:8443/',
      'https://info.mamoris-net.jp/',
      'https://mamoris-net.jp/',
      '?',
    ];
    for (const address of foreign) expect(systemOfAddress(address, MANUAL)).toBeUndefined();
  });

  test('keys that objects inherit are no systems', () => {
    for (const key of ['__proto__', 'constructor', 'toString', '']) {
      expect(systemById(key, MANUAL)).toBeUndefined();
      expect(systemByHost(key, MANUAL)).toBeUndefined();
    }
  });

  test('M11, M14: five systems require a certificate, and the check site asks for one', () => {
    const required = SYSTEMS.filter((system) => system.certificate === 'required').map((system) => system.id);
    expect(required).toEqual(['office', 'jimu', 'hojinkensa', 'reform', 'annex']);
    expect(SYSTEMS.filter(asksForCertificate).map((system) => system.id)).toEqual([...required, 'clientcheck']);
    expect(asksForCertificate(undefined)).toBe(false);
  });
});

test('isSameHost compares hosts under mamoris-net.jp only', () => {
  expect(isSameHost('https://office.mamoris-net.jp/a?b', 'http://office.mamoris-net.jp/c')).toBe(true);
  expect(isSameHost('https://office.mamoris-net.jp/', 'https://jimu.mamoris-net.jp/')).toBe(false);
  expect(isSameHost('https://example.com/', 'https://example.com/')).toBe(false);
  expect(isSameHost('', '')).toBe(false);
});
