import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { mistakesBetween, nearestSystem } from '@/utils/catalog/nearest.ts';
import { SYSTEMS, type SystemId } from '@/utils/catalog/systems.ts';

describe('nearestSystem', () => {
  test.each<[string, string | undefined]>([
    // Missing, additional, wrong and swapped letters.
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
    ['https://client.check.mamoris-net.jp/', 'clientcheck'],
    ['https://portal.mamoris-net.jp/', 'portal'],
    ['https://www2.mamoris-net.jp/', 'portal'],
    ['https://ww.mamoris-net.jp/', 'portal'],
    // The bare domain, and an additional www.
    ['https://mamoris-net.jp/', 'portal'],
    ['http://mamoris-net.jp', 'portal'],
    ['https://www.office.mamoris-net.jp/', 'office'],
    ['https://WWW.ofice.mamoris-net.jp./', 'office'],
    // A known host with another mistake.
    ['https://annex.mamoris-net.jp/', 'annex'],
    ['https://annex.mamoris-net.jp/contactt/', 'annex'],
    ['http://kensa.mamoris-net.jp/', 'kensa'],
    ['https://office.mamoris-net.jp:8443/', 'office'],
    // No similar system, or a foreign address.
    ['https://info.mamoris-net.jp/', undefined],
    ['https://mail.mamoris-net.jp/', undefined],
    ['https://xn--n8jub.mamoris-net.jp/', undefined],
    ['https://office.mamoris-net.jp.example.com/', undefined],
    ['https://office.mamorisnet.jp/', undefined],
    ['office', undefined],
    ['', undefined],
  ])('the system nearest to %s is %s', (address, id) => {
    expect(nearestSystem(address, MANUAL)?.id).toBe(id);
  });

  test.each<[SystemId, string[]]>([
    ['hojinkensa', ['houzinnkennsa', 'houjinnkensa', 'hozinkensa', 'hohjinkensa', 'hoojin-kensa']],
    ['jimu', ['zimu', 'jimuu', 'zimukikann', 'jimukikan']],
    ['kensa', ['kennsa', 'kensya', 'kennsainn']],
    ['kizon', ['kizonn', 'kizonjuutaku', 'kizonnzyuutaku', 'kizonjyutaku']],
    ['reform', ['rifo-mu', 'rifoomu', 'rifoumu', 'rihuxo-mu', 'rifulo-mu', 'reformu', 'rihomu']],
    ['online', ['onrain', 'onrainn', 'onnrainn', 'onlain']],
    ['office', ['ofisu', 'ofuxisu', 'offisu']],
    ['annex', ['anekkusu', 'annekkusu', 'anekusu', 'mihakkou', 'mihaxtukou']],
    ['portal', ['po-taru', 'pootaru']],
    ['clientcheck', ['kuraianntotyekku', 'kuraianto-chekku']],
  ])('the name of %s is found as input methods write it', (id, names) => {
    for (const name of names) expect(nearestSystem(`https://${name}.mamoris-net.jp/`, MANUAL)?.id, name).toBe(id);
  });

  test('names of other subjects are near to no system', () => {
    const names = 'info mail shinsei sinsei hoken toiawase login gazou kanri kojin jutaku mamoris ftp onsen himitsu';
    for (const name of names.split(' '))
      expect(nearestSystem(`https://${name}.mamoris-net.jp/`, MANUAL)).toBeUndefined();
  });

  test.each([
    ['https://www.mamoris-net.jp/office/', 'office'],
    ['https://www.mamoris-net.jp/Office/login.aspx', 'office'],
    ['https://mamoris-net.jp/zimu', 'jimu'],
    ['https://www.mamoris-net.jp/info/a.html', 'portal'],
    ['https://www.mamoris-net.jp/%', 'portal'],
    ['https://office.mamoris-net.jp/kensa/', 'office'],
    ['https://info.mamoris-net.jp/office/', undefined],
  ])('the path of %s names the system %s', (address, id) => {
    expect(nearestSystem(address, MANUAL)?.id).toBe(id);
  });

  test('every system is the nearest to its address, also without any single letter', () => {
    for (const { id, address } of SYSTEMS) {
      expect(nearestSystem(address, MANUAL)?.id).toBe(id);
      const [, name = '', rest = ''] = /^https:\/\/(\w+)(\..*)$/.exec(address) ?? [];
      for (let i = 0; i < name.length; i += 1) {
        expect(nearestSystem(`https://${name.slice(0, i)}${name.slice(i + 1)}${rest}`, MANUAL)?.id).toBe(id);
      }
    }
  });

  test('nearestSystem handles the longest possible host name', () => {
    expect(nearestSystem(`https://${'o'.repeat(63)}.mamoris-net.jp/`, MANUAL)).toBeUndefined();
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
])('mistakesBetween(%o, %o) is %i in both directions', (a, b, mistakes) => {
  expect(mistakesBetween(a, b)).toBe(mistakes);
  expect(mistakesBetween(b, a)).toBe(mistakes);
});
