import * as v from 'valibot';
import { NAME_PARTS } from '../../entrypoints/options/admin/rollout.ts';
import { plainAddress } from '../../utils/catalog/address.ts';
import { MANUAL, systemById } from '../../utils/catalog/facts.ts';
import { AttemptSchema, MomentSchema, ProbesSchema, StatusSchema } from '../../utils/diagnosis/attempt.ts';
import { netErrorName } from '../../utils/diagnosis/net-errors.ts';
import { SIGNS } from '../../utils/diagnosis/signs/signs.ts';

/** The end of a load whose case gives none: Tuesday 2026-11-24, 10:00 in Japan, within service hours. */
const DEFAULT_END = Date.parse('2026-11-24T10:00:00+09:00');
/** The duration in ms of a load whose case gives none: too short for a certificate dialog. */
const DEFAULT_DURATION = 100;
/** More events than a browser run can need; protects against a huge file. */
const MAX_EVENTS = 10_000;

const address = v.pipe(
  v.string(),
  v.check((value) => plainAddress(value) !== null, 'no address under mamoris-net.jp'),
  v.transform((value) => plainAddress(value) ?? ''),
);
const systemAddress = v.pipe(
  v.string(),
  v.check((id) => systemById(id, MANUAL) !== undefined, 'no such system'),
  v.transform((id) => systemById(id, MANUAL)?.address ?? ''),
);
const netError = v.pipe(
  v.string(),
  v.regex(/^(net::)?ERR_[A-Z0-9_]{1,80}$/),
  v.transform((name) => netErrorName(name)),
);
/** Status 0: not known. */
const status = v.pipe(
  v.optional(v.union([v.literal(0), StatusSchema])),
  v.transform((value) => value || undefined),
);
const signs = v.array(v.picklist(SIGNS));

/** Fields of `Attempt` that a case may set directly. */
const { earlier, noDialog, wasUnchosen, clockOffset, isFromCache, redirects, isReload, isMissed } =
  AttemptSchema.entries;
const { isPost, passwordPrompt } = AttemptSchema.entries;
const history = {
  ...{ earlier, noDialog, wasUnchosen, clockOffset, isFromCache, redirects, isReload, isMissed },
  ...{ isPost, passwordPrompt },
};

const load = {
  status,
  netError: v.optional(netError),
  endedAt: v.optional(MomentSchema, DEFAULT_END),
  /** Duration of the load in ms. */
  took: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9)), DEFAULT_DURATION),
  probes: v.optional(ProbesSchema),
  ...history,
};

const page = {
  title: v.optional(v.string(), ''),
  text: v.optional(v.string(), ''),
  isAtWork: v.optional(v.boolean(), false),
  /** In place of title, text and `isAtWork`: the page as its server sends it, with the pages in its frames. */
  html: v.optional(v.string()),
  frames: v.optional(v.record(v.string(), v.string())),
  contentType: v.optional(v.string()),
};

const tabId = v.optional(v.pipe(v.number(), v.safeInteger()), 1);
const at = MomentSchema;
const event = { tabId, requestId: v.string(), url: v.string() };

/** The events of `reduce`; `pageText` is the page whose signs the reader would send. */
const EventSchema = v.variant('type', [
  v.object({
    type: v.literal('request'),
    ...event,
    tabUrl: v.optional(v.string()),
    isPost: v.optional(v.boolean()),
    at,
  }),
  v.object({ type: v.literal('redirect'), tabId, requestId: v.string(), to: v.string() }),
  v.object({
    type: v.literal('answer'),
    ...event,
    status: StatusSchema,
    at,
    date: v.optional(MomentSchema),
    isFromCache: v.optional(v.boolean()),
    asksForPassword: v.optional(v.boolean()),
  }),
  v.object({ type: v.literal('error'), ...event, error: v.string(), isMissed: v.optional(v.boolean()), at }),
  v.object({ type: v.literal('begin'), tabId, url: v.string(), status: StatusSchema }),
  v.object({ type: v.literal('retry'), tabId }),
  v.object({
    type: v.literal('signs'),
    tabId,
    url: v.string(),
    status: v.optional(StatusSchema),
    signs,
    at,
    restored: v.optional(v.boolean(), false),
  }),
  v.object({
    type: v.literal('pageText'),
    tabId,
    url: v.string(),
    status: v.optional(StatusSchema),
    ...page,
    at,
    restored: v.optional(v.boolean(), false),
  }),
]);

/** The name parts of a certificate's issuer, for the generator of the administrator's page. */
const generator = v.object(Object.fromEntries(NAME_PARTS.map((part) => [part, v.exactOptional(v.string())])));

/** What a case can ask. Unknown fields are ignored. */
export const InputSchema = v.variant('type', [
  v.object({ type: v.literal('page'), system: systemAddress, ...page, ...load }),
  v.object({
    type: v.literal('evidence'),
    address,
    signs: v.optional(signs),
    isReported: v.optional(v.boolean()),
    ...load,
  }),
  v.object({
    type: v.literal('events'),
    events: v.pipe(v.array(EventSchema), v.minLength(1), v.maxLength(MAX_EVENTS)),
  }),
  v.object({ type: v.literal('search'), query: v.string() }),
  v.object({ type: v.literal('nearest'), address: v.string() }),
  v.object({ type: v.literal('policy'), text: v.optional(v.string()), generator: v.optional(generator) }),
]);

export type Input = v.InferOutput<typeof InputSchema>;
export type InputOf<Type extends Input['type']> = Extract<Input, { type: Type }>;
export type CaseEvent = v.InferOutput<typeof EventSchema>;
