/** Rules for a load that has neither answer nor error yet. The last one always decides. */
import type { Case } from '../case.ts';
import type { Finding, Rule } from '../finding.ts';
import { CERTIFICATE_NEEDED } from '../net-errors.ts';
import { ANSWER_PATIENCE, DIALOG_PATIENCE, SLOW_PAGE_PATIENCE, UNPROBED_DIALOG_PATIENCE } from '../patience.ts';
import { withPortal } from './with-portal.ts';

/** Only a probe of the system shows whether the load waits for the dialog. */
function decisiveProbe({ asksForCertificate, system }: Case): Pick<Finding, 'decisive'> {
  return asksForCertificate && system ? { decisive: [system.id] } : {};
}

/** The system itself answers a probe while the load waits. */
function answersProbe({ systemProbe }: Case): boolean {
  return systemProbe?.status !== undefined;
}

function justStarted(c: Case): Finding | undefined {
  // The time is negative after the clock was set back, and NaN for a broken one.
  return c.elapsed >= DIALOG_PATIENCE ? undefined : { cause: 'none', because: [] };
}

function dialogShownByProbe(c: Case): Finding | undefined {
  if (c.systemProbe?.netError !== CERTIFICATE_NEEDED) return undefined;
  return { cause: 'certificate-waiting', because: ['waited', 'asks-for-choice'], ...decisiveProbe(c) };
}

function dialogLikely(c: Case): Finding | undefined {
  const canHaveDialog = c.asksForCertificate && !c.attempt.noDialog && c.systemProbe?.endedAt === undefined;
  if (!canHaveDialog || c.elapsed < UNPROBED_DIALOG_PATIENCE) return undefined;
  return { cause: 'certificate-waiting', or: 'load-stuck', because: ['waited'], ...decisiveProbe(c) };
}

function stillLoading(c: Case): Finding | undefined {
  const isPatient = c.elapsed < (answersProbe(c) ? SLOW_PAGE_PATIENCE : ANSWER_PATIENCE);
  return isPatient ? { cause: 'none', because: [], ...decisiveProbe(c) } : undefined;
}

function announcedMaintenance(c: Case): Finding | undefined {
  if (!c.isAnnounced) return undefined;
  return { cause: 'maintenance', or: 'load-stuck', because: ['announced', 'waited'], ...decisiveProbe(c) };
}

function stuck(c: Case): Finding {
  const { because, helpful } = withPortal(c, ['waited']);
  if (c.systemProbe?.endedAt === undefined)
    return { cause: 'load-stuck', because, ...(helpful && { helpful }), ...decisiveProbe(c) };
  const answer = answersProbe(c) ? 'answers-others' : 'answers-nobody';
  return { cause: 'load-stuck', because: [...because, answer], ...decisiveProbe(c) };
}

export const PENDING_RULES: readonly Rule[] = [
  justStarted,
  dialogShownByProbe,
  dialogLikely,
  stillLoading,
  announcedMaintenance,
  stuck,
];

/** Limits a rule to pending loads. */
export function whilePending(rule: Rule): Rule {
  return (c) => (c.isPending ? rule(c) : undefined);
}
