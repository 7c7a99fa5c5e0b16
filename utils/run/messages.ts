import * as v from 'valibot';
import { SystemIdSchema } from '../catalog/system-id.ts';
import { type Probe, StatusSchema } from '../diagnosis/attempt.ts';
import type { Diagnosis } from '../diagnosis/diagnose.ts';
import { SIGNS } from '../diagnosis/signs/signs.ts';
import type { Overrides } from '../i18n/overrides.ts';
import { PANEL_SECTIONS } from '../panel-sections.ts';

/** What a page's content script reports: codes and numbers, never text. */
export const SignsMessageSchema = v.object({
  type: v.picklist(['signs']),
  /** Absent where the browser does not tell. */
  status: v.optional(StatusSchema),
  signs: v.array(v.picklist(SIGNS)),
  /** The page came back without a request (back/forward cache, prerendering). */
  restored: v.boolean(),
});

export type SignsMessage = v.InferOutput<typeof SignsMessageSchema>;

/** The worker's answer: what to show in the page, and with which words, or `null` for nothing. */
export type SignsAnswer = (Pick<Diagnosis, 'cause' | 'system'> & Overrides) | null;

/** What a surface of ours tells before it loads again what has failed in a tab: the user will want to hear of it. */
export const RetrySchema = v.object({ type: v.picklist(['retry']), tabId: v.custom<number>(Number.isSafeInteger) });

export type Retry = v.InferOutput<typeof RetrySchema>;

/** What a surface of ours sends for each system that the user wants checked. */
export const CheckSchema = v.object({
  type: v.picklist(['check']),
  system: SystemIdSchema,
});

export type Check = v.InferOutput<typeof CheckSchema>;

/** The worker's answer: what a probe has met, now or shortly before; `null` if there is none. */
export type CheckAnswer = Probe | null;

/** A click in a page of a system's on what opens the side panel. It is answered with whether the panel has opened. */
export const PanelRequestSchema = v.object({ type: v.picklist(['panel']), place: v.picklist(PANEL_SECTIONS) });

export type PanelRequest = v.InferOutput<typeof PanelRequestSchema>;

/** What a page of a system's asks while someone is at it: whether they are to be told of closing time. */
export const ClosingQuestionSchema = v.object({ type: v.picklist(['closing']) });

export type ClosingQuestion = v.InferOutput<typeof ClosingQuestionSchema>;
