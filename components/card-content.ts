import { serviceState } from '@/utils/catalog/schedule.ts';
import { CAUSES, type Cause } from '@/utils/diagnosis/causes.ts';
import { trueTime } from '@/utils/diagnosis/clock.ts';
import type { Diagnosis } from '@/utils/diagnosis/diagnose.ts';
import type { Evidence } from '@/utils/diagnosis/evidence.ts';
import { causeTitle, failureTitle, type Step, stepsFor } from '@/utils/i18n/advice.ts';
import { explain } from '@/utils/i18n/explain.ts';
import { keyPart, text } from '@/utils/i18n/text.ts';
import { hasPage } from '@/utils/run/view.ts';
import { isTimeUnsure, type SurfaceState } from './hooks/use-view.ts';

/** What the card shows of a load, or of none. */
export interface CardContent {
  cause: Cause;
  /** The id of the system; `""`: none. */
  system: string;
  tone: string;
  isChecking: boolean;
  /** The load went wrong. */
  isFailure: boolean;
  /** The load opened its page. */
  hasOpened: boolean;
  title: string;
  /** Why it failed, or what there is to do; absent where a page has opened. */
  reason: string | undefined;
  /** The error or the status, as a text. */
  code: string | undefined;
  steps: readonly Step[];
  /** The place of the step whose button stands out: the first that may mend it. -1: none. */
  mainStep: number;
  /** Further reasons below the steps. */
  furtherReasons: readonly string[];
  /** The evidence, as plain lines. */
  explanation: readonly string[];
}

const NO_DIAGNOSIS: Diagnosis = { cause: 'none', system: '', isChecking: false, because: [] };

/** Evidence that explains the failure by itself, so that the card shows it without a click. */
const IMMEDIATE_EVIDENCE: readonly (Evidence | undefined)[] = ['announced', 'renewed'];

/** Decides what the card shows. */
export function cardContent(state: SurfaceState): CardContent {
  const { load, view } = state;
  const { facts, now } = view;
  const attempt = load?.attempt;
  const { cause, system, or, isChecking, because } = load?.diagnosis ?? NO_DIAGNOSIS;
  const isFailure = attempt !== undefined && cause !== 'none';
  // Refers to this page only: the table shows failures of others.
  const hasOpened = load !== undefined && hasPage(load);
  const isOpen = serviceState(trueTime(now, attempt?.clockOffset), facts).open;
  const steps = isChecking ? [] : stepsFor(cause, attempt, isOpen);
  const hasNothing = cause === 'none' && !isChecking && steps.length === 0;
  // Nothing is known to be well before a system has opened.
  const isUntried = hasNothing && !hasOpened && !Object.values(view.systems).some(hasPage);
  const special = isChecking ? 'checking' : hasOpened ? 'opened' : isUntried ? 'untried' : undefined;
  const causeWords = attempt ? failureTitle(cause, attempt, isOpen) : causeTitle(cause);
  const reasonKey =
    special === 'checking' || special === 'untried'
      ? (`popup.${special}Reason` as const)
      : (`cause.${keyPart(cause)}.reason` as const);
  const explanation = attempt ? explain(attempt, because, facts, now) : [];
  // A step says the same, and it is possible wherever a certificate is missing.
  const hasStepForOther = or === 'tls-intercepted' && steps.some(({ action }) => action === 'copyExclusions');
  const isClosedNow = !isOpen && isFailure && cause !== 'outside-hours' && !isTimeUnsure(state);
  const code = attempt?.netError ?? attempt?.status;
  return {
    cause,
    system,
    tone: isChecking ? 'checking' : isUntried ? 'closed' : CAUSES[cause].tone,
    isChecking,
    isFailure,
    hasOpened,
    title: special ? text(`popup.${special}`) : causeWords,
    reason: hasOpened ? undefined : text(reasonKey),
    code:
      isFailure && code !== undefined ? text(attempt.netError ? 'popup.error' : 'popup.status', { code }) : undefined,
    steps: load ? steps : [],
    mainStep: steps.findIndex((step) => step.action !== null),
    furtherReasons: [
      ...explanation.filter((_, index) => IMMEDIATE_EVIDENCE.includes(because[index])),
      ...(isClosedNow ? [text('popup.closedNow')] : []),
      ...(or && !hasStepForOther ? [text('popup.or', { cause: text(`popup.also.${keyPart(or)}`) })] : []),
    ],
    explanation,
  };
}
