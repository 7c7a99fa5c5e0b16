/** Rules for a load that has neither answer nor error yet. The last one always decides. */
import { type Case, type Finding, type Rule, withPortal } from '../case.ts';
import { CERTIFICATE_NEEDED } from '../net-errors.ts';
import {
  ANSWER_PATIENCE,
  DIALOG_PATIENCE,
  SENDING_PATIENCE,
  SLOW_PAGE_PATIENCE,
  UNPROBED_DIALOG_PATIENCE,
} from '../patience.ts';

export const PENDING_RULES: readonly Rule[] = [
  // The load has just started. The time is negative after the clock was set back, and NaN for a broken one.
  ({ elapsed }) => !(elapsed >= DIALOG_PATIENCE) && { cause: 'none', because: [] },
  // A probe shows that the browser waits for the dialog.
  (c) => {
    if (c.systemProbe?.netError !== CERTIFICATE_NEEDED) return undefined;
    // The last answer is old: later probes failed on their way, or show the decision of another tab.
    const or = c.silence >= SLOW_PAGE_PATIENCE ? ({ or: 'load-stuck' } as const) : {};
    return { cause: 'certificate-waiting', ...or, because: ['waited', 'asks-for-choice'], ...decisiveProbe(c) };
  },
  // Without the answer to a probe, the browser probably waits for it.
  (c) => {
    const canHaveDialog = c.asksForCertificate && !c.noDialog && c.systemProbe?.endedAt === undefined;
    if (!canHaveDialog || c.elapsed < UNPROBED_DIALOG_PATIENCE) return undefined;
    return { cause: 'certificate-waiting', or: 'load-stuck', because: ['waited'], ...decisiveProbe(c) };
  },
  // The server has time to answer; more if the load may be a slow page, or sends something.
  (c) => c.silence < answerPatience(c) && { cause: 'none', because: [], ...decisiveProbe(c) },
  (c) =>
    c.isAnnounced && { cause: 'maintenance', or: 'load-stuck', because: ['announced', 'waited'], ...decisiveProbe(c) },
  // The load is stuck.
  (c) => {
    const { because, helpful } = withPortal(c, ['waited']);
    // A system that answers a probe may only be slow.
    const decisive = c.system ? [c.system.id] : [];
    if (c.systemProbe?.endedAt === undefined)
      return { cause: 'load-stuck', because, ...(helpful && { helpful }), decisive };
    const answer = answersProbe(c) ? 'answers-others' : 'answers-nobody';
    return { cause: 'load-stuck', because: [...because, answer], decisive };
  },
];

/** Only a probe of the system shows whether the load waits for the dialog. */
function decisiveProbe({ asksForCertificate, system }: Case): Pick<Finding, 'decisive'> {
  return asksForCertificate && system ? { decisive: [system.id] } : {};
}

/** How long a load may be silent; in ms. */
function answerPatience(c: Case): number {
  if (c.isPost) return SENDING_PATIENCE;
  return answersProbe(c) ? SLOW_PAGE_PATIENCE : ANSWER_PATIENCE;
}

/** Whether the system itself answers a probe while the load waits. */
function answersProbe({ systemProbe }: Case): boolean {
  return systemProbe?.status !== undefined;
}
