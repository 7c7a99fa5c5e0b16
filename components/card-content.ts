import { serviceState } from '@/utils/catalog/schedule.ts';
import { CAUSES } from '@/utils/diagnosis/causes.ts';
import { trueTime } from '@/utils/diagnosis/clock.ts';
import type { Diagnosis } from '@/utils/diagnosis/diagnose.ts';
import type { Evidence } from '@/utils/diagnosis/evidence.ts';
import { causeTitle, failureTitle, stepsFor } from '@/utils/i18n/advice.ts';
import { explain } from '@/utils/i18n/explain.ts';
import { keyPart, text } from '@/utils/i18n/text.ts';
import { hasPage } from '@/utils/run/view.ts';
import { isTimeUnsure, type SurfaceState } from './hooks/use-view.ts';

/** What the card shows of a load, or of none. */
export type CardContent = ReturnType<typeof cardContent>;

const NO_DIAGNOSIS: Diagnosis = { cause: 'none', system: '', isChecking: false, because: [] };

/** Evidence that explains the failure by itself, so that the card shows it without a click. */
const IMMEDIATE_EVIDENCE: readonly (Evidence | undefined)[] = ['announced', 'renewed'];

/** Decides what the card shows. */
export function cardContent(state: SurfaceState) {
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
    /** The id of the system; `""`: none. */
    system,
    tone: isChecking ? 'checking' : isUntried ? 'closed' : (CAUSES[cause].tone ?? 'bad'),
    isChecking,
    /** The load went wrong. */
    isFailure,
    /** The load opened its page. */
    hasOpened,
    title: special ? text(`popup.${special}`) : causeWords,
    /** Why it failed, or what there is to do; absent where a page has opened. */
    reason: hasOpened ? undefined : text(reasonKey),
    /** The error or the status, as a text. */
    code:
      isFailure && code !== undefined ? text(attempt.netError ? 'popup.error' : 'popup.status', { code }) : undefined,
    steps: load ? steps : [],
    /** The place of the step whose button stands out: the first that may mend it. -1: none. */
    mainStep: steps.findIndex((step) => step.action !== null),
    /** Further reasons below the steps. */
    furtherReasons: [
      ...explanation.filter((_, index) => IMMEDIATE_EVIDENCE.includes(because[index])),
      ...(isClosedNow ? [text('popup.closedNow')] : []),
      ...(or && !hasStepForOther ? [text('popup.or', { cause: text(`popup.also.${keyPart(or)}`) })] : []),
    ],
    /** The evidence, as plain lines. */
    explanation,
  };
}
