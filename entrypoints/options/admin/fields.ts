import { CERTIFICATE_NEEDS } from '@/utils/catalog/systems.ts';
import type { TextKey } from '@/utils/i18n/text.ts';
import type { Path } from './draft.ts';

/** How a value is typed in; `switch`: on, off or not set; a list: one of these, each with its words. */
type Kind = 'text' | 'time' | 'date' | 'datetime-local' | 'number' | 'switch' | readonly (readonly [string, TextKey])[];

export interface Field {
  path: Path;
  kind: Kind;
  label: TextKey;
}

/** The form for the managed settings: one line a value. What is missing here can be typed as JSON. */
export const FIELDS: readonly {
  group: 'notice' | 'helpDesk' | 'serviceHours' | 'renewal' | 'contacts' | 'behaviour';
  fields: readonly Field[];
}[] = [
  { group: 'notice', fields: [{ path: ['notice'], kind: 'text', label: 'admin.field.notice' }] },
  {
    group: 'helpDesk',
    fields: (['name', 'phone', 'email', 'note'] as const).map((key) => ({
      ...{ path: ['contacts', 'helpDesk', key], kind: 'text', label: `admin.field.${key}` },
    })),
  },
  {
    group: 'serviceHours',
    fields: (['from', 'to'] as const).map((key) => ({
      ...{ path: ['serviceHours', key], kind: 'text', label: `admin.field.${key}Time` },
    })),
  },
  {
    group: 'renewal',
    fields: [
      { path: ['renewal', 'date'], kind: 'date', label: 'admin.field.renewalDate' },
      { path: ['renewal', 'remindDays'], kind: 'number', label: 'admin.field.remindDays' },
      { path: ['renewal', 'note'], kind: 'text', label: 'admin.field.note' },
    ],
  },
  {
    group: 'contacts',
    fields: [
      { path: ['contacts', 'desk', 'phone'], kind: 'text', label: 'admin.field.deskPhone' },
      { path: ['contacts', 'desk', 'email'], kind: 'text', label: 'admin.field.deskEmail' },
      { path: ['contacts', 'operations', 'email'], kind: 'text', label: 'admin.field.operationsEmail' },
    ],
  },
  {
    group: 'behaviour',
    fields: [
      { path: ['openPopup'], kind: 'switch', label: 'options.openPopup' },
      { path: ['showBanner'], kind: 'switch', label: 'options.showBanner' },
      { path: ['useProbes'], kind: 'switch', label: 'options.useProbes' },
      {
        path: ['language'],
        kind: [
          ['auto', 'language.auto'],
          ['ja', 'language.ja'],
          ['en', 'language.en'],
        ],
        label: 'options.language',
      },
      { path: ['minBrowserVersion'], kind: 'number', label: 'admin.field.minBrowserVersion' },
    ],
  },
];

export const LISTS: readonly { name: 'maintenance' | 'systems'; fields: readonly Field[] }[] = [
  {
    name: 'maintenance',
    fields: [
      { path: ['from'], kind: 'datetime-local', label: 'admin.field.from' },
      { path: ['to'], kind: 'datetime-local', label: 'admin.field.to' },
      { path: ['note'], kind: 'text', label: 'admin.field.note' },
    ],
  },
  {
    name: 'systems',
    fields: [
      { path: ['id'], kind: 'text', label: 'admin.field.id' },
      { path: ['name'], kind: 'text', label: 'admin.field.name' },
      { path: ['address'], kind: 'text', label: 'admin.field.address' },
      {
        path: ['certificate'],
        kind: CERTIFICATE_NEEDS.map((need) => [need, `certificate.${need}`] as const),
        label: 'admin.field.certificate',
      },
      { path: ['hidden'], kind: 'switch', label: 'admin.field.hidden' },
    ],
  },
];
