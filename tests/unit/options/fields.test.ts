import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FIELDS, LISTS } from '@/entrypoints/options/admin/fields.ts';
import { LANGUAGES } from '@/utils/languages.ts';
import { CLOSING_MINUTES, SETTINGS } from '@/utils/settings/settings-schema.ts';

const shown = (fields: (typeof FIELDS)[number]['fields']) =>
  Object.fromEntries(fields.map(({ path, kind }) => [path.join('.'), kind]));

test('the form has an input of the right kind for each value of the policy', () => {
  expect(Object.fromEntries(FIELDS.map(({ group, fields }) => [group, shown(fields)]))).toEqual({
    notice: { notice: 'text' },
    helpDesk: {
      'contacts.helpDesk.name': 'text',
      'contacts.helpDesk.phone': 'text',
      'contacts.helpDesk.email': 'text',
      'contacts.helpDesk.note': 'text',
    },
    serviceHours: { 'serviceHours.from': 'text', 'serviceHours.to': 'text' },
    renewal: { 'renewal.date': 'date', 'renewal.remindDays': 'number', 'renewal.note': 'text' },
    contacts: { 'contacts.desk.phone': 'text', 'contacts.desk.email': 'text', 'contacts.operations.email': 'text' },
    behaviour: {
      openPopup: 'switch',
      showBanner: 'switch',
      useProbes: 'switch',
      mySystems: 'members',
      closingMinutes: 'members',
      language: 'choice',
      minBrowserVersion: 'number',
    },
  });
});

test('the form has a row of inputs for each list of objects', () => {
  expect(Object.fromEntries(LISTS.map(({ name, fields }) => [name, shown(fields)]))).toEqual({
    maintenance: { from: 'datetime-local', to: 'datetime-local', note: 'text', systems: 'members' },
    systems: { id: 'text', name: 'text', address: 'text', certificate: 'choice', hidden: 'switch' },
  });
});

test('a label is the text key that the path of the value makes', () => {
  const labels = [...FIELDS, ...LISTS].flatMap(({ fields }) => fields.map(({ label }) => label));
  expect(labels).toContain('config.contacts.helpDesk.name');
  expect(labels).toContain('config.maintenance.from');
  expect(new Set(labels).size).toBe(labels.length);
});

test('every setting is in the form, with the options of its schema', () => {
  const fields = FIELDS.flatMap((group) => group.fields);
  const field = (name: string) => fields.find(({ path }) => path.length === 1 && path[0] === name);
  for (const name of Object.keys(SETTINGS)) expect(field(name), name).toBeDefined();
  expect(field('language')?.options).toEqual(LANGUAGES);
  expect(field('closingMinutes')?.options).toEqual(CLOSING_MINUTES);
  expect(field('mySystems')?.options).toBeUndefined();
});

test('every setting has a control on the options page', () => {
  const page = readFileSync('entrypoints/options/options-page.tsx', 'utf8');
  for (const name of Object.keys(SETTINGS)) expect(page).toContain(`name="${name}"`);
});
