import * as v from 'valibot';
import { listOf, part, strictPart } from '../drop-invalid.ts';
import { withoutUndefined } from '../objects.ts';
import { JAPAN_OFFSET, japanTime } from './calendar.ts';
import { withoutParentheses } from './contacts.ts';
import { SERVICE_HOURS } from './hours.ts';
import { SystemIdSchema } from './system-id.ts';
import { CERTIFICATE_NEEDS } from './systems.ts';

/** A text for people. */
const words = v.pipe(v.string(), v.trim(), v.minLength(1, 'text'), v.maxLength(500, 'text'));
const shortName = v.pipe(words, v.maxLength(60, 'text'));
export const systemId = v.message(SystemIdSchema, 'id');

/** Text that a rule reads, not people: in half width, each kind of dash as `-`, single spaces. */
const plain = v.pipe(
  v.string(),
  v.transform((text) =>
    text
      .normalize('NFKC')
      .replaceAll(/[\p{Pd}−]|(?<=[\d)] ?)ー(?= ?[\d(])/gu, '-')
      .replaceAll(/\s+/g, ' '),
  ),
);

/** Words beside a number: “095-824-1111 内線3023”. */
const PHONE_WORDS = /(?:内線|代表|直通|電話|tel|ext)[:.]?/gi;
const isPhone = (text: string) =>
  /^[+(]?[0-9][0-9(). -]{2,38}$/.test(withoutParentheses(text).replaceAll(PHONE_WORDS, '').trim());
const phone = v.pipe(plain, v.check(isPhone, 'phone'));
const email = v.pipe(plain, v.regex(/^[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+$/, 'email'), v.maxLength(200, 'email'));
const wholeNumber = (from: number, to: number) =>
  v.pipe(v.number(), v.integer('value'), v.minValue(from, 'value'), v.maxValue(to, 'value'));

/** Parses "7:00", "07:00", "7時30分" or "26:00" (2:00 on the next day) to hours. */
const openingTime = v.pipe(
  plain,
  v.transform((time) =>
    time.replace(/^(\d{1,2})時(?:(\d{1,2})分)?$/, (_, hours, minutes = '0') => `${hours}:${minutes.padStart(2, '0')}`),
  ),
  v.regex(/^([0-3]?\d|4[0-7]):[0-5]\d(:00)?$/, 'time'),
  v.transform((time) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return hours + minutes / 60;
  }),
);

/** A moment in Japan time, as ms since the epoch. Refuses days that no month has. */
const japanMoment = (pattern: RegExp) =>
  v.pipe(
    plain,
    v.transform(plainDate),
    v.regex(pattern, 'date'),
    v.check((date) => japanTime(parseJapanTime(date.slice(0, 10))).day === Number(date.slice(8, 10)), 'date'),
    v.transform(parseJapanTime),
    v.check((moment) => Number.isFinite(moment), 'date'),
  );
const parseJapanTime = (date: string) => Date.parse(`${date.padEnd(16, 'T00:00')}Z`) - JAPAN_OFFSET;
/** A date, with or without a time: "2026/12/5 9:00", "2026年12月5日（土） 9時", "令和8年12月5日". Folded to half-width. */
const DATE =
  /^(令和)?(\d{1,4})[年/.-] ?(\d{1,2})[月/.-] ?(\d{1,2})日? ?(?:\([日月火水木金土]\))?[T ]?(?:(\d\d?)[:時](\d\d?)?(?:分|:00)?)?(?:\+09:00)?$/;
/** Converts a date as people write it to "2026-12-05" or "2026-12-05T09:00"; returns any other text as it is. */
const plainDate = (text: string) => {
  const [, era, year, month = '', day = '', hours, minutes = ''] = DATE.exec(text.replace(/\s+/g, ' ')) ?? [];
  if (!year) return text;
  const date = [era ? 2018 + Number(year) : year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
  return hours ? `${date}T${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}` : date;
};
export const day = japanMoment(/^\d{4}-\d\d-\d\d$/); // "2026-12-05"
export const minute = japanMoment(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/); // "2026-12-05T20:00", "2026-12-05T24:00"

/** The address of a system. The extension sees only https, at the usual port, under mamoris-net.jp (`SITES`). */
const address = v.pipe(
  v.string(),
  v.transform((text) => URL.parse(text)?.href ?? ''),
  v.regex(/^https:\/\/([a-z0-9-]+\.)*mamoris-net\.jp\/[^?#]{0,199}\??#?$/, 'address'),
);

/** A change to one of the manual's systems, or a new system. */
const system = part(
  { id: systemId },
  { name: shortName, address, certificate: v.picklist(CERTIFICATE_NEEDS), hidden: v.boolean() },
);

/** Opening times. An invalid time drops both: the other one, with the manual's, would be hours that no system has. */
const serviceHours = v.pipe(
  strictPart({}, { from: openingTime, to: openingTime }),
  v.transform((given) => {
    const { from = Number.NaN, to = Number.NaN } = { ...SERVICE_HOURS, ...given };
    // "6:00" to "2:00" ends on the next day.
    return { from, to: to < from && 'from' in given && 'to' in given ? to + 24 : to };
  }),
  v.check(({ from, to }) => !(from >= Math.min(to, 24) || to - from > 24), 'order'),
  v.transform((hours) => (Number.isNaN(hours.from + hours.to) ? undefined : hours)),
);

/** A time in which systems do not work. Absent `systems`: all systems. */
const maintenance = v.pipe(
  strictPart({ from: minute, to: minute }, { note: words, systems: listOf(systemId) }),
  v.check(({ from, to }) => !(from >= to), 'order'),
  // If all ids were invalid, the empty list must not mean "all systems".
  v.transform((item) => ('systems' in item && !item.systems?.length ? undefined : withoutUndefined(item))),
);

/** The day from which only new certificates are accepted: `at` is its midnight in Japan, in ms since the epoch. */
const renewal = v.pipe(
  part({ date: day }, { remindDays: wholeNumber(0, 365), note: words }),
  v.transform(({ date, remindDays = 30, ...rest }) => ({ at: date, remindDays, ...rest })),
);

const helpDesk = part({ name: shortName }, { phone, email, note: words });

/** The facts in an administrator's policy, one line a key: all are optional, and change or add to the manual. */
export const FACTS = {
  notice: words, // for everyone
  contacts: part({}, { helpDesk, desk: part({}, { phone, email }), operations: part({}, { email }) }),
  serviceHours,
  maintenance: v.pipe(
    listOf(maintenance),
    v.transform((items) => items.toSorted((a, b) => a.from - b.from)),
  ),
  renewal,
  /** Dropped items stay as `undefined`, so that problems found later name the right item. */
  systems: v.array(v.optional(system)),
  minBrowserVersion: wholeNumber(1, 9999), // smaller major versions are too old (beside M24)
};

/** The facts of a policy that is sound. */
export type GivenFacts = { [Key in keyof typeof FACTS]?: v.InferOutput<(typeof FACTS)[Key]> };
export type Maintenance = v.InferOutput<(typeof FACTS)['maintenance']>[number];
export type Renewal = v.InferOutput<typeof renewal>;
