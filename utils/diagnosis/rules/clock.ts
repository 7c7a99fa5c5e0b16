/**
 * Rules for a server certificate that is out of date by the PC's clock: the certificate or the clock is wrong. The
 * clock of any server decides.
 */
import type { Case } from '../case.ts';
import { isClockOff } from '../clock.ts';
import type { Finding, Rule } from '../finding.ts';
import { netErrorKind } from '../net-errors.ts';
import { withPortal } from './with-portal.ts';

function comparedClock({ kind, attempt }: Case): Finding | undefined {
  if (kind !== 'clock' || attempt.clockOffset === undefined) return undefined;
  return isClockOff(attempt.clockOffset)
    ? { cause: 'clock-wrong', because: ['error', 'clock-off'] }
    : { cause: 'server-error', because: ['error', 'clock-right'] };
}

/** The portal's certificate is in date by the same clock. */
function portalInDate(c: Case): Finding | undefined {
  if (c.kind !== 'clock' || c.portalProbe?.status === undefined) return undefined;
  const { because } = withPortal(c, ['error']);
  return { cause: 'server-error', or: 'clock-wrong', because };
}

function portalOutOfDate(c: Case): Finding | undefined {
  if (c.kind !== 'clock' || netErrorKind(c.portalProbe?.netError) !== 'clock') return undefined;
  const { because } = withPortal(c, ['error']);
  return { cause: 'clock-wrong', because };
}

function unknownClock(c: Case): Finding | undefined {
  if (c.kind !== 'clock') return undefined;
  const { because, helpful } = withPortal(c, ['error']);
  return { cause: 'clock-wrong', or: 'server-error', because, ...(helpful && { decisive: helpful }) };
}

export const CLOCK_RULES: readonly Rule[] = [comparedClock, portalInDate, portalOutOfDate, unknownClock];
