import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDraft, valueAt, withValue } from '@/entrypoints/options/admin/draft.ts';
import {
  autoSelectEntries,
  BROWSERS,
  certificateOrigins,
  encodeUtf16,
  formatGroupPolicyScript,
  formatPolicyJson,
  formatPowerShell,
  formatRegFile,
  formatRemovalPowerShell,
  formatRemovalRegFile,
  NAME_PARTS,
  type RegistryValue,
  type Rollout,
  registryValues,
} from '@/entrypoints/options/admin/rollout.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { parsePolicy, REASONS } from '@/utils/settings/policy.ts';
import { parseSettings } from '@/utils/settings/settings-schema.ts';
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
  policyValue.map((value) => JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? `${item}` : item))),
);

describe('any policy', () => {
  test('[SEC-56] any policy gives sound settings and facts, and names each problem', () => {
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
  test('any pasted text gives a draft that is an object, or no draft', () => {
    const before = prototypeKeys();
    fc.assert(
      fc.property(policyText, (given) => {
        const draft = parseDraft(typeof given === 'string' ? given : '');
        if (draft) expect(Object.getPrototypeOf(draft)).toBe(Object.prototype);
      }),
    );
    expect(prototypeKeys()).toEqual(before);
  });

  test('[SEC-58] a draft accepts any value under any name, and is unchanged after its removal', () => {
    const before = prototypeKeys();
    fc.assert(
      fc.property(path, fc.oneof(text, fc.integer(), fc.boolean()), (where, value) => {
        // Lists fill up from index 0.
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

  test('a change at any path of any pasted draft never throws', () => {
    fc.assert(
      fc.property(policyValue, path, text, (given, where, value) => {
        const draft = parseDraft(JSON.stringify(given, (_key, item) => (typeof item === 'bigint' ? 0 : item)) ?? '');
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
    policyValue.map((value) => JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? 0 : item)) ?? ''),
  ),
  certificate: fc.record(Object.fromEntries(NAME_PARTS.map((part) => [part, text])), { requiredKeys: [] }),
  updateUrl: text,
  firstNumber: fc.integer({ min: 1, max: 999 }),
});
const values = fc
  .tuple(fc.constantFrom('chrome' as const, 'edge' as const), rollout)
  .map(([browser, input]) => registryValues(browser, input));

/** Reads a `.reg` file by Microsoft's rules. */
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

/** A PowerShell text in single quotes; a quote of any kind in it is doubled (about_Quoting_Rules). */
const LITERAL = /'(?:[^'‘’‚‛]|(['‘’‚‛])['‘’‚‛])*'/g;

describe('a roll-out of any input', () => {
  test('[SEC-66] Windows reads the same values from the .reg file; control characters become spaces', () => {
    fc.assert(
      fc.property(values, (given) => {
        const plain = given.map((value) => ({ ...value, data: value.data.replace(/\p{Cc}/gu, ' ') }));
        // Several control characters below U+0020 become one space; the others stay.
        const read = readReg(formatRegFile(given)).map((value) => ({
          ...value,
          data: value.data.replace(/\p{Cc}/gu, ' '),
        }));
        const folded = (all: RegistryValue[]) =>
          all.map(({ key, name, data }) => [key, name, data.replace(/ +/g, ' ')]);
        expect(folded(read)).toEqual(folded(plain));
        expect(readReg(formatRemovalRegFile(given).replaceAll('=-', '=""')).map(({ name }) => name)).toEqual(
          given.map(({ name }) => name),
        );
        expect(encodeUtf16(formatRegFile(given)).length).toBe(2 + 2 * formatRegFile(given).length);
      }),
      { numRuns: 500 },
    );
  });

  test('[SEC-67] a PowerShell script holds the input only in quoted texts, unchanged, and never runs it', () => {
    fc.assert(
      fc.property(values, (given) => {
        for (const format of [formatPowerShell, formatRemovalPowerShell, formatGroupPolicyScript]) {
          const script = format(given);
          const code = script.replace(LITERAL, '');
          expect(code).toMatch(/^[A-Za-z $={}()[\]|;!+\-\r\n0]*$/);
        }
        const texts = [...formatPowerShell(given).matchAll(LITERAL)].map(([literal]) =>
          literal.slice(1, -1).replace(/(['‘’‚‛])['‘’‚‛]/g, '$1'),
        );
        for (const { data } of given) expect(texts).toContain(data);
      }),
      { numRuns: 500 },
    );
  });

  test('[SEC-68] the JSON holds the same settings, and chooses certificates for Mamoris hosts only', () => {
    fc.assert(
      fc.property(rollout, (given) => {
        const policies = JSON.parse(formatPolicyJson('chrome', given));
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
