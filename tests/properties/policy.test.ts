import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDraft, valueAt, withValue } from '@/entrypoints/options/admin/draft.ts';
import {
  autoSelectEntries,
  BROWSERS,
  certificateOrigins,
  NAME_PARTS,
  policyJson,
  powerShellOf,
  type RegistryValue,
  type Rollout,
  regFileOf,
  registryValues,
  removalPowerShellOf,
  removalRegFileOf,
  utf16,
} from '@/entrypoints/options/admin/rollout.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { parsePolicy, REASONS } from '@/utils/settings/policy.ts';
import { parseSettings } from '@/utils/settings/settings.ts';
import { anything, longText, lookalikeHost, objectWith, prototypeKeys, prototypeName, text } from './hostile.ts';

const system = fc.record(
  {
    id: fc.oneof(text, prototypeName, fc.constantFrom('office', 'portal', 'kyoten', 'office')),
    name: fc.oneof(text, anything),
    address: fc.oneof(
      text,
      lookalikeHost.map((host) => `https://${host}/`),
      fc.constantFrom('https://kyoten.mamoris-net.jp/', 'https://office.mamoris-net.jp/', 'HTTPS://A.mamoris-net.jp'),
    ),
    certificate: fc.oneof(text, fc.constantFrom('required', 'none')),
    hidden: anything,
  },
  { requiredKeys: [] },
);
const time = fc.oneof(text, fc.constantFrom('8:00', '24:00', '2026-12-05T20:00', '2026-02-30T20:00', '2027-03-31'));
const policyValue = fc.oneof(
  anything,
  fc.record(
    {
      systems: fc.oneof(anything, fc.array(fc.oneof(system, anything), { maxLength: 6 })),
      serviceHours: fc.record({ from: time, to: time }, { requiredKeys: [] }),
      maintenance: fc.array(
        fc.record({ from: time, to: time, note: text, systems: fc.array(text) }, { requiredKeys: [] }),
      ),
      contacts: objectWith('desk', 'operations', 'helpDesk'),
      renewal: fc.record({ date: time, remindDays: anything, note: anything }, { requiredKeys: [] }),
      notice: fc.oneof(longText, anything),
      minBrowserVersion: anything,
      mySystems: anything,
      closingMinutes: anything,
      openPopup: anything,
    },
    { requiredKeys: [] },
  ),
);
const policyText = fc.oneof(
  text,
  anything,
  fc.json(),
  policyValue.map((value) => JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? `${each}` : each))),
);

describe('a policy, whatever it is', () => {
  test('[SEC-56] gives settings and facts of their types, and says what of it is not used', () => {
    const before = prototypeKeys();
    fc.assert(
      fc.property(policyText, (given) => {
        const { settings, facts, problems } = parsePolicy(given);
        expect({ ...parseSettings({}), ...settings }).toEqual(parseSettings(settings));
        expect(facts.systems.slice(0, MANUAL.systems.length).map(({ id }) => id)).toEqual(
          MANUAL.systems.map(({ id }) => id),
        );
        for (const { id, address, name } of facts.systems) {
          expect(id).toMatch(/^[a-z0-9-]{1,30}$/);
          expect(address).toMatch(/^https:\/\/([a-z0-9-]+\.)*mamoris-net\.jp\/[^?#@]*$/);
          expect(name?.length ?? 1).toBeLessThanOrEqual(60);
        }
        const hosts = facts.systems.map(({ address }) => new URL(address).host);
        expect(new Set(hosts).size).toBe(hosts.length);
        expect(facts.serviceHours.from).toBeLessThan(facts.serviceHours.to);
        for (const { from, to } of facts.maintenance) expect(from).toBeLessThan(to);
        expect(facts.notice?.length ?? 1).toBeLessThanOrEqual(500);
        for (const { reason } of problems) expect(REASONS).toContain(reason);
      }),
      { numRuns: 1000 },
    );
    expect(prototypeKeys()).toEqual(before);
  });
});

const path = fc.array(fc.oneof(prototypeName, fc.constantFrom('a', 'systems', ''), fc.constantFrom(0, 1)), {
  minLength: 1,
  maxLength: 4,
});

describe('an administrator’s draft', () => {
  test('is an object or nothing, whatever is pasted', () => {
    const before = prototypeKeys();
    fc.assert(
      fc.property(policyText, (given) => {
        const draft = parseDraft(typeof given === 'string' ? given : '');
        if (draft) expect(Object.getPrototypeOf(draft)).toBe(Object.prototype);
      }),
    );
    expect(prototypeKeys()).toEqual(before);
  });

  test('[SEC-58] takes any value under any name, and is as it was before when that is taken away', () => {
    const before = prototypeKeys();
    fc.assert(
      fc.property(path, fc.oneof(text, fc.integer(), fc.boolean()), (where, value) => {
        // Lists are filled from their beginning.
        const at = [
          where[0] === 0 || where[0] === 1 ? 'a' : (where[0] ?? 'a'),
          ...where.slice(1).map((key) => key || 0),
        ];
        const changed = withValue({}, at, value);
        if (!at.includes(1)) expect(valueAt(changed, at)).toBe(value);
        expect(JSON.parse(JSON.stringify(changed))).toEqual(changed);
        if (!at.includes(1)) expect(withValue(changed, at, undefined)).toEqual({});
      }),
      { numRuns: 500 },
    );
    expect(prototypeKeys()).toEqual(before);
  });

  test('over whatever was pasted, can be changed anywhere without throwing', () => {
    fc.assert(
      fc.property(policyValue, path, text, (given, where, value) => {
        const draft = parseDraft(JSON.stringify(given, (_key, each) => (typeof each === 'bigint' ? 0 : each)) ?? '');
        const changed = withValue(draft ?? {}, where, value);
        expect(typeof changed).toBe('object');
      }),
    );
  });
});

const EXTENSION_ID = 'abcdefghijklmnopabcdefghijklmnop';
const rollout: fc.Arbitrary<Rollout> = fc.record({
  extensionId: fc.constant(EXTENSION_ID),
  settings: fc.oneof(
    text,
    policyValue.map((value) => JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? 0 : each)) ?? ''),
  ),
  certificate: fc.record(Object.fromEntries(NAME_PARTS.map((part) => [part, text])), { requiredKeys: [] }),
  updateUrl: text,
  firstNumber: fc.integer({ min: 1, max: 999 }),
});
const values = fc
  .tuple(fc.constantFrom('chrome' as const, 'edge' as const), rollout)
  .map(([browser, each]) => registryValues(browser, each));

/** What Windows reads out of a `.reg` file, by Microsoft's own rules for it. */
function readReg(file: string): RegistryValue[] {
  const [heading, ...lines] = file.split('\r\n');
  expect(heading).toBe('Windows Registry Editor Version 5.00');
  let key = '';
  return lines.flatMap((line) => {
    if (line === '') return [];
    const [, next] = /^\[HKEY_LOCAL_MACHINE\\([^\]]+)\]$/.exec(line) ?? [];
    if (next !== undefined) key = next;
    if (next !== undefined) return [];
    const [, name = '', data = ''] = /^"((?:[^"\\]|\\["\\])*)"="((?:[^"\\]|\\["\\])*)"$/.exec(line) ?? [];
    expect(name, line).not.toBe('');
    const plain = (quoted: string) => quoted.replace(/\\(["\\])/g, '$1');
    return [{ key, name: plain(name), data: plain(data) }];
  });
}

/** PowerShell's texts in single quotes, in which a quote of any kind is written twice (about_Quoting_Rules). */
const LITERAL = /'(?:[^'‘’‚‛]|(['‘’‚‛])['‘’‚‛])*'/g;

describe('a roll-out, whatever is typed in', () => {
  test('[SEC-66] is in a .reg file what it is in the registry; control characters become spaces', () => {
    fc.assert(
      fc.property(values, (given) => {
        const plain = given.map((each) => ({ ...each, data: each.data.replace(/\p{Cc}/gu, ' ') }));
        // Only of the control characters below U+0020 several become one space; the others stay.
        const read = readReg(regFileOf(given)).map((each) => ({ ...each, data: each.data.replace(/\p{Cc}/gu, ' ') }));
        const folded = (all: RegistryValue[]) =>
          all.map(({ key, name, data }) => [key, name, data.replace(/ +/g, ' ')]);
        expect(folded(read)).toEqual(folded(plain));
        expect(readReg(removalRegFileOf(given).replaceAll('=-', '=""')).map(({ name }) => name)).toEqual(
          given.map(({ name }) => name),
        );
        expect(utf16(regFileOf(given)).length).toBe(2 + 2 * regFileOf(given).length);
      }),
      { numRuns: 500 },
    );
  });

  test('[SEC-67] is in PowerShell texts alone, which hold it as it is: nothing of it is run', () => {
    fc.assert(
      fc.property(values, (given) => {
        for (const script of [powerShellOf(given), removalPowerShellOf(given)]) {
          const code = script.replace(LITERAL, '');
          expect(code).toMatch(/^[A-Za-z $={}()|;!\-\r\n0]*$/);
        }
        const texts = [...powerShellOf(given).matchAll(LITERAL)].map(([literal]) =>
          literal.slice(1, -1).replace(/(['‘’‚‛])['‘’‚‛]/g, '$1'),
        );
        for (const { data } of given) expect(texts).toContain(data);
      }),
      { numRuns: 500 },
    );
  });

  test('[SEC-68] is JSON that says the same, and lets certificates be chosen for hosts of ours only', () => {
    fc.assert(
      fc.property(rollout, (given) => {
        const policies = JSON.parse(policyJson(given));
        expect(policies['3rdparty'].extensions[EXTENSION_ID].settings).toBe(given.settings);
        for (const origin of certificateOrigins(given.settings))
          expect(origin).toMatch(/^https:\/\/([a-z0-9-]+\.)*mamoris-net\.jp$/);
        for (const entry of autoSelectEntries(given.certificate ?? {}, given.settings))
          expect(Object.keys(JSON.parse(entry))).toEqual(['pattern', 'filter']);
      }),
      { numRuns: 300 },
    );
    expect(Object.keys(BROWSERS)).toEqual(['chrome', 'edge']);
  });
});
