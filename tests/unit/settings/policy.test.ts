import { describe, expect, test } from 'vitest';
import { systemOfAddress } from '@/utils/catalog/address.ts';
import { phoneLink } from '@/utils/catalog/contacts.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { maintenanceAhead, maintenanceAt, serviceState } from '@/utils/catalog/schedule.ts';
import { NO_POLICY, type Problem, parsePolicy } from '@/utils/settings/policy.ts';
import { HOUR } from '@/utils/time.ts';

const japan = (time: string) => Date.parse(`${time}:00+09:00`);
const read = (policy: unknown) => parsePolicy(JSON.stringify(policy));
const problemsOf = (policy: unknown) => read(policy).problems;

const WHOLE = {
  openPopup: false,
  showBanner: true,
  useProbes: false,
  mySystems: ['office', 'kyoten'],
  closingMinutes: [5],
  language: 'ja',
  systems: [
    { id: 'office', name: 'オフィス', address: 'https://office2.mamoris-net.jp/login/' },
    { id: 'kizon', hidden: true },
    { id: 'kyoten', name: '拠点システム', address: 'https://kyoten.mamoris-net.jp/', certificate: 'required' },
  ],
  serviceHours: { from: '8:00', to: '20:30' },
  maintenance: [
    { from: '2026-12-10T22:00', to: '2026-12-11T06:00', systems: ['kyoten'] },
    { from: '2026-12-05T20:00', to: '2026-12-06T06:00', note: '年末の更新' },
  ],
  contacts: {
    desk: { phone: '03-0000-0000' },
    operations: { email: 'unyo@example.jp' },
    helpDesk: {
      name: '情報システム課',
      phone: '内線 123'.replace(/\D/g, ''),
      email: 'help@example.co.jp',
      note: '8:30〜17:15',
    },
  },
  renewal: { date: '2027-03-31', remindDays: 14, note: '新しい証明書は総務課から届きます。' },
  notice: '12月から新しい PC です。',
  minBrowserVersion: 140,
};

describe('a sound policy', () => {
  test('a sound policy gives all its settings and facts', () => {
    const { settings, facts, problems } = read(WHOLE);
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      openPopup: false,
      showBanner: true,
      useProbes: false,
      language: 'ja',
      mySystems: ['office', 'kyoten'],
      closingMinutes: [5],
    });
    expect(facts.systems).toHaveLength(11);
    expect(facts.systems[1]).toMatchObject({
      id: 'office',
      name: 'オフィス',
      address: 'https://office2.mamoris-net.jp/login/',
      certificate: 'required',
    });
    expect(facts.systems[5]).toMatchObject({ id: 'kizon', isHidden: true });
    expect(facts.systems[10]).toMatchObject({ id: 'kyoten', certificate: 'required' });
    expect(facts.serviceHours).toEqual({ from: 8, to: 20.5 });
    expect(facts.contacts.desk).toEqual({ phone: '03-0000-0000', email: 'callcenter@mamoris.jp' });
    expect(facts.contacts.operations).toEqual({ email: 'unyo@example.jp' });
    expect(facts.contacts.helpDesk?.name).toBe('情報システム課');
    expect(facts.renewal).toEqual({ at: japan('2027-03-31T00:00'), remindDays: 14, note: WHOLE.renewal.note });
    expect(facts.notice).toBe(WHOLE.notice);
    expect(facts.minBrowserVersion).toBe(140);
  });

  test('a sound policy changes addresses and hours', () => {
    const { facts } = read(WHOLE);
    expect(systemOfAddress('https://office2.mamoris-net.jp/', facts)?.id).toBe('office');
    expect(systemOfAddress('https://office.mamoris-net.jp/', facts)).toBeUndefined();
    expect(serviceState(japan('2026-12-01T20:29'), facts)).toEqual({
      open: true,
      changesAt: japan('2026-12-01T20:30'),
    });
    expect(serviceState(japan('2026-12-01T20:30'), facts).open).toBe(false);
  });

  test('maintenance is sorted by its beginning, and applies to its systems only', () => {
    const { facts } = read(WHOLE);
    const [first, second] = [japan('2026-12-05T20:00'), japan('2026-12-10T22:00')];
    expect(maintenanceAt('office', first - 1, facts)).toBeUndefined();
    expect(maintenanceAt('office', first, facts)?.note).toBe('年末の更新');
    expect(maintenanceAt('office', japan('2026-12-06T06:00'), facts)).toBeUndefined();
    expect(maintenanceAt('office', second, facts)).toBeUndefined();
    expect(maintenanceAt('kyoten', second, facts)).toBeDefined();
    expect(maintenanceAhead(first - 8 * 24 * HOUR, facts)).toEqual([]);
    expect(maintenanceAhead(first, facts).map(({ from }) => from)).toEqual([first, second]);
    expect(maintenanceAhead(japan('2026-12-06T06:00'), facts).map(({ from }) => from)).toEqual([second]);
  });

  test('an absent or empty policy gives the facts of the manual', () => {
    expect(parsePolicy(undefined)).toBe(NO_POLICY);
    expect(read({})).toEqual(NO_POLICY);
  });
});

describe('a policy as people write it', () => {
  test.each([
    '\uFEFF{"useProbes":false}',
    '\u200B\u3000{"useProbes":false}',
    '\r\n{\r\n\t"useProbes":\r\nfalse\r\n}\r\n',
  ])('%j is read', (text) => {
    expect(parsePolicy(text)).toMatchObject({ settings: { useProbes: false }, problems: [] });
  });

  test('texts lose what is invisible, and the white space around them', () => {
    const { settings, facts, problems } = read({
      language: ' ja\u200B',
      mySystems: ['office '],
      notice: '\uFEFF12月から👨‍👩‍👧新しい PC です。\n',
      systems: [{ id: ' office', address: ' https://office2.mamoris-net.jp/ ' }],
    });
    expect({ problems, ...settings }).toEqual({ problems: [], language: 'ja', mySystems: ['office'] });
    expect(facts.notice).toBe('12月から👨‍👩‍👧新しい PC です。');
    expect(facts.systems[1]?.address).toBe('https://office2.mamoris-net.jp/');
  });

  test.each([
    ['095-824-1111 (内線3023)', '095-824-1111 (内線3023)', 'tel:095-824-1111'],
    ['0120-123-456（フリーダイヤル）', '0120-123-456(フリーダイヤル)', 'tel:0120-123-456'],
    ['03-1234-5678（平日9:00～17:00）', '03-1234-5678(平日9:00~17:00)', 'tel:03-1234-5678'],
    ['03-1234-5678 (9:00-17:00)', '03-1234-5678 (9:00-17:00)', 'tel:03-1234-5678'],
    ['(代表) 03-1234-5678', '(代表) 03-1234-5678', 'tel:03-1234-5678'],
    ['（０９５）ー８２４ー１１１１', '(095)-824-1111', 'tel:095-824-1111'],
    ['０９５－８２４－１１１１', '095-824-1111', 'tel:095-824-1111'],
    ['０９５ー８２４ー１１１１', '095-824-1111', 'tel:095-824-1111'],
    ['095−824‐1111', '095-824-1111', 'tel:095-824-1111'],
    ['０３（１２３４）５６７８', '03(1234)5678', 'tel:0312345678'],
    ['03　1234　5678', '03 1234 5678', 'tel:0312345678'],
    ['03.1234.5678', '03.1234.5678', 'tel:0312345678'],
    ['代表：03-1234-5678', '代表:03-1234-5678', 'tel:03-1234-5678'],
    ['03-1234-5678（代表）', '03-1234-5678(代表)', 'tel:03-1234-5678'],
    ['+81-3-1234-5678 ext. 12', '+81-3-1234-5678 ext. 12', 'tel:+81-3-1234-5678'],
    ['内線 3023', '内線 3023', undefined],
  ])('the number %j is read', (number, phone, link) => {
    const { facts, problems } = read({ contacts: { helpDesk: { name: '情報システム課', phone: number } } });
    expect(problems).toEqual([]);
    expect(facts.contacts.helpDesk?.phone).toBe(phone);
    expect(phoneLink(phone)).toBe(link);
  });

  test.each([
    ['07:00', '22:00', 7, 22],
    ['７：００', '２２：３０', 7, 22.5],
    ['7時', '22時30分', 7, 22.5],
    ['7:00:00', ' 22:00 ', 7, 22],
    ['0:00', '24:00', 0, 24],
    ['6:00', '2:00', 6, 26],
    ['6:00', '26:00', 6, 26],
  ])('the hours %s to %s are read', (from, to, opens, closes) => {
    const { facts, problems } = read({ serviceHours: { from, to } });
    expect({ problems, ...facts.serviceHours }).toEqual({ problems: [], from: opens, to: closes });
  });

  test.each([
    ['2026-12-05T22:00', '2026-12-05T24:00', '2026-12-05T22:00', '2026-12-06T00:00'],
    ['2026-12-31 22:00', '2026-12-31T24:00', '2026-12-31T22:00', '2027-01-01T00:00'],
    ['2026/12/5 9:00', '2026/12/5 12:00', '2026-12-05T09:00', '2026-12-05T12:00'],
    ['2026年12月5日（土）22時', '令和8年12月6日 5時30分', '2026-12-05T22:00', '2026-12-06T05:30'],
    ['２０２６年 １２月 ５日 ９：００', '2026.12.5 12:00:00', '2026-12-05T09:00', '2026-12-05T12:00'],
    ['２０２６－１２－０５T２２：００', '2026-12-06T06:00:00+09:00', '2026-12-05T22:00', '2026-12-06T06:00'],
  ])('maintenance from %s to %s is read', (from, to, begins, ends) => {
    const { facts, problems } = read({ maintenance: [{ from, to }] });
    expect(problems).toEqual([]);
    expect(facts.maintenance).toEqual([{ from: japan(begins), to: japan(ends) }]);
  });

  test.each(['2026-12-05T24:01', '2026-12-05T25:00', '2026-02-30T24:00', '2026-12-05T22:00Z', '5.12.2026 22:00'])(
    'the moment %s is refused',
    (from) => {
      expect(problemsOf({ maintenance: [{ from, to: '2026-12-07T00:00' }] })).toEqual([
        { path: 'maintenance[0].from', reason: 'date' },
      ]);
    },
  );
});

describe('a wrong value', () => {
  test.each<[unknown, Problem[]]>([
    [{ openPopup: 'yes' }, [{ path: 'openPopup', reason: 'type' }]],
    [{ language: 'fr' }, [{ path: 'language', reason: 'value' }]],
    [{ closingMinutes: [15, 7] }, [{ path: 'closingMinutes[1]', reason: 'value' }]],
    [{ closingMinutes: 15 }, [{ path: 'closingMinutes', reason: 'type' }]],
    [
      { systems: [{ id: 'constructor', name: 'n', address: 'https://a.mamoris-net.jp/' }] },
      [{ path: 'systems[0].id', reason: 'id' }],
    ],
    [{ mySystems: ['office', 'Büro'] }, [{ path: 'mySystems[1]', reason: 'id' }]],
    [{ colour: 'red' }, [{ path: 'colour', reason: 'unknown' }]],
    [{ notice: '  ' }, [{ path: 'notice', reason: 'text' }]],
    [{ notice: 'あ'.repeat(501) }, [{ path: 'notice', reason: 'text' }]],
    [{ minBrowserVersion: '144' }, [{ path: 'minBrowserVersion', reason: 'type' }]],
    [{ minBrowserVersion: 144.5 }, [{ path: 'minBrowserVersion', reason: 'value' }]],
    [{ serviceHours: { from: '8' } }, [{ path: 'serviceHours.from', reason: 'time' }]],
    [{ serviceHours: { from: '23:00' } }, [{ path: 'serviceHours', reason: 'order' }]],
    [{ serviceHours: { to: '48:00' } }, [{ path: 'serviceHours.to', reason: 'time' }]],
    [{ serviceHours: { from: '6:00', to: '30:01' } }, [{ path: 'serviceHours', reason: 'order' }]],
    [{ serviceHours: { from: '7:00', to: '7:00' } }, [{ path: 'serviceHours', reason: 'order' }]],
    [{ serviceHours: { from: '24:00', to: '26:00' } }, [{ path: 'serviceHours', reason: 'order' }]],
    [{ useProbes: 'false' }, [{ path: 'useProbes', reason: 'type' }]],
    [{ systems: 'office' }, [{ path: 'systems', reason: 'type' }]],
    [{ systems: ['office'] }, [{ path: 'systems[0]', reason: 'type' }]],
    [{ systems: [null] }, [{ path: 'systems[0]', reason: 'type' }]],
    [{ systems: [{ name: 'x' }] }, [{ path: 'systems[0].id', reason: 'missing' }]],
    [
      { systems: [{ id: 'new' }] },
      [
        { path: 'systems[0].name', reason: 'missing' },
        { path: 'systems[0].address', reason: 'missing' },
      ],
    ],
    ...[
      'http://a.mamoris-net.jp/',
      'https://a.mamoris-net.jp.example.com/',
      'https://mamoris-net.jp.evil/',
      'https://evilmamoris-net.jp/',
      'https://a.mamoris-net.jp:8443/',
      'https://u:p@a.mamoris-net.jp/',
      'https://a.mamoris-net.jp/?q',
      'https://a.mamoris-net.jp/#f',
      'javascript:alert(1)',
      'a',
    ].map((address): [unknown, Problem[]] => [
      { systems: [{ id: 'new', name: 'n', address }] },
      [{ path: 'systems[0].address', reason: 'address' }],
    ]),
    [{ systems: [{ id: 'office', address: 5 }] }, [{ path: 'systems[0].address', reason: 'type' }]],
    [
      { systems: [{ id: 'office', address: 'https://jimu.mamoris-net.jp/x' }] },
      [{ path: 'systems[0].address', reason: 'taken' }],
    ],
    [
      {
        systems: [
          { id: 'office', address: 'https://office2.mamoris-net.jp/' },
          { id: 'portal', address: 'https://office.mamoris-net.jp/' },
        ],
      },
      [{ path: 'systems[1].address', reason: 'taken' }],
    ],
    [{ systems: [{ id: 'portal', certificate: 'required' }] }, [{ path: 'systems[0].certificate', reason: 'fixed' }]],
    [{ systems: [{ id: 'office', certificate: 'maybe' }] }, [{ path: 'systems[0].certificate', reason: 'value' }]],
    [
      { maintenance: [{ from: '2026-12-05', to: '2026-12-06T00:00' }] },
      [{ path: 'maintenance[0].from', reason: 'date' }],
    ],
    [
      { maintenance: [{ from: '2026-02-30T00:00', to: '2026-12-06T00:00' }] },
      [{ path: 'maintenance[0].from', reason: 'date' }],
    ],
    [
      { maintenance: [{ from: '2026-12-06T00:00', to: '2026-12-06T00:00' }] },
      [{ path: 'maintenance[0]', reason: 'order' }],
    ],
    [{ maintenance: [{ from: '2026-12-06T00:00' }] }, [{ path: 'maintenance[0].to', reason: 'missing' }]],
    [
      { maintenance: [{ from: '2026-12-06T00:00', to: '2026-12-07T00:00', systems: ['<b>'] }] },
      [{ path: 'maintenance[0].systems[0]', reason: 'id' }],
    ],
    [{ contacts: { desk: { phone: 'call me' } } }, [{ path: 'contacts.desk.phone', reason: 'phone' }]],
    [{ contacts: { operations: { email: 'a@b?cc=c@d.e' } } }, [{ path: 'contacts.operations.email', reason: 'email' }]],
    [{ contacts: { helpDesk: { phone: '03-1234-5678' } } }, [{ path: 'contacts.helpDesk.name', reason: 'missing' }]],
    [{ contacts: [] }, [{ path: 'contacts', reason: 'type' }]],
    [{ renewal: { date: '2027-13-01' } }, [{ path: 'renewal.date', reason: 'date' }]],
    [{ renewal: {} }, [{ path: 'renewal.date', reason: 'missing' }]],
    [{ renewal: { date: '2027-03-31', remindDays: -1 } }, [{ path: 'renewal.remindDays', reason: 'value' }]],
    [[], [{ path: '', reason: 'type' }]],
    [null, [{ path: '', reason: 'type' }]],
  ])('the problems in %j are named, and the rest applies', (policy, problems) => {
    expect(problemsOf(policy)).toEqual(problems);
    // The other keys of the same policy apply.
    if (typeof policy === 'object' && policy !== null && !Array.isArray(policy)) {
      const { settings, facts } = read({ ...policy, useProbes: false, renewal: { date: '2027-03-31' } });
      expect(settings.useProbes).toBe(false);
      expect(facts.renewal?.at).toBe(japan('2027-03-31T00:00'));
      expect(facts.systems.map(({ id }) => id)).toEqual(expect.arrayContaining(MANUAL.systems.map(({ id }) => id)));
    }
  });

  test.each([
    [5, 'type'],
    [null, 'type'],
    ['', 'json'],
    ['{', 'json'],
    ['{"useProbes":false,}', 'json'],
    ['{"useProbes":false} // x', 'json'],
    ['{“useProbes”:false}', 'json'],
    ['"{}"', 'type'],
  ])('%j is refused as a whole', (text, reason) => {
    expect(parsePolicy(text)).toEqual({ ...NO_POLICY, problems: [{ path: '', reason }] });
  });

  test('names of prototypes count as unknown keys', () => {
    const policy = parsePolicy('{"__proto__":{"useProbes":false},"constructor":1,"toString":2,"openPopup":false}');
    expect(policy.settings).toEqual({ openPopup: false });
    expect(policy.problems.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      '__proto__ unknown',
      'constructor unknown',
      'toString unknown',
    ]);
  });

  test('the sound rest of an entry applies', () => {
    const { facts } = read({
      systems: [{ id: 'office', name: 'オフィス', address: 'ftp://x', size: 1 }],
      contacts: { helpDesk: { name: '課', phone: '?', email: 'a@b.jp' } },
      maintenance: [
        { from: '2026-12-05T20:00', to: 'x' },
        { from: '2026-12-05T20:00', to: '2026-12-05T21:00', note: 5, systems: ['office', 7] },
      ],
      serviceHours: { from: 'x', to: '21:00' },
    });
    expect(facts.systems[1]).toMatchObject({ ...MANUAL.systems[1], name: 'オフィス' });
    expect(facts.contacts.helpDesk).toEqual({ name: '課', email: 'a@b.jp' });
    const times = { from: japan('2026-12-05T20:00'), to: japan('2026-12-05T21:00') };
    expect(facts.maintenance).toEqual([{ ...times, systems: ['office'] }]);
    // One time of a wrong pair does not apply.
    expect(facts.serviceHours).toEqual(MANUAL.serviceHours);
  });
});
