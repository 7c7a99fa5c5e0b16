import { describe, expect, test } from 'vitest';
import { isSameHost, plainAddress, systemOfAddress } from '@/utils/catalog/address.ts';
import { systemByHost, systemById } from '@/utils/catalog/facts.ts';
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
    // Not ours: look-alikes, other schemes, no addresses at all.
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
  ])('%o → %o', (given, expected) => {
    expect(plainAddress(given)).toBe(expected);
  });

  test('a very long path is cut', () => {
    expect(plainAddress(`https://office.mamoris-net.jp/${'a'.repeat(5000)}`)).toHaveLength(300);
  });
});

describe('systems', () => {
  test('each address leads to its own system, with any path; a foreign port or host leads to none', () => {
    for (const { id, address } of SYSTEMS) {
      expect(systemOfAddress(address)?.id).toBe(id);
      expect(systemOfAddress(new URL('/any/path?x', address).href)?.id).toBe(id);
    }
    for (const none of [
      'https://office.mamoris-net.jp:8443/',
      'https://info.mamoris-net.jp/',
      'https://mamoris-net.jp/',
      '?',
    ]) {
      expect(systemOfAddress(none)).toBeUndefined();
    }
  });

  test('keys of objects are no systems', () => {
    for (const key of ['__proto__', 'constructor', 'toString', '']) {
      expect(systemById(key)).toBeUndefined();
      expect(systemByHost(key)).toBeUndefined();
    }
  });

  test('M11, M14: exactly the five systems marked 必要 require a certificate; the check site asks for one', () => {
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
