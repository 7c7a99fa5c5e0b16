import * as v from 'valibot';
import { SystemIdSchema } from '../catalog/system-id.ts';
import { type Probe, StatusSchema } from '../diagnosis/attempt.ts';
import type { Diagnosis } from '../diagnosis/diagnose.ts';
import { SIGNS } from '../diagnosis/signs/signs.ts';
import type { BannerText } from '../i18n/banner-text.ts';
import { PANEL_SECTIONS } from '../panel-sections.ts';

/** What the reader reports of a page: codes and numbers, never text. */
const SignsMessageSchema = v.object({
  type: v.literal('signs'),
  /** Absent if the browser does not know it. */
  status: v.optional(StatusSchema),
  signs: v.array(v.picklist(SIGNS)),
  /** The page came back without a request (back/forward cache, prerendering). */
  restored: v.boolean(),
});

export type SignsMessage = v.InferOutput<typeof SignsMessageSchema>;

/** A page with an error status has begun to load: the browser shows it, and no error page of its own. */
const BeginMessageSchema = v.object({ type: v.literal('begin'), status: StatusSchema });

export type BeginMessage = v.InferOutput<typeof BeginMessageSchema>;

/** The worker's answer: the diagnosis to show in the page, with its texts; `null` for none. */
export type SignsAnswer = (Pick<Diagnosis, 'cause' | 'system'> & { banner: BannerText }) | null;

/** A click in a page on a button that opens the side panel. The answer: whether it has opened. */
const PanelRequestSchema = v.object({ type: v.literal('panel'), section: v.picklist(PANEL_SECTIONS) });

/** A page asks, while its user is active, whether to show a reminder: of closing time, or of a renewal. */
const ReminderQuestionSchema = v.object({ type: v.literal('reminder') });

/** A page must be read: its document asks for the script that does it. The answer: whether that has come. */
const ReaderRequestSchema = v.object({ type: v.literal('reader') });

export const PageMessageSchema = v.variant('type', [
  BeginMessageSchema,
  ReaderRequestSchema,
  SignsMessageSchema,
  PanelRequestSchema,
  ReminderQuestionSchema,
]);

export type PageMessage = v.InferOutput<typeof PageMessageSchema>;

/** A surface is about to reload a failed load: the user wants a warning of a new failure. */
const RetrySchema = v.object({ type: v.literal('retry'), tabId: v.custom<number>(Number.isSafeInteger) });

export type Retry = v.InferOutput<typeof RetrySchema>;

/** A surface wants a system checked, for its user. */
const CheckSchema = v.object({ type: v.literal('check'), system: SystemIdSchema });

export type Check = v.InferOutput<typeof CheckSchema>;

/** The worker's answer: the result of a probe of now or shortly before; `null` if there is none. */
export type CheckAnswer = Probe | null;

export const SurfaceMessageSchema = v.variant('type', [RetrySchema, CheckSchema]);
