import { PORTAL } from '../../catalog/systems.ts';
import type { Case } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import type { Finding } from '../finding.ts';

/** Adds the answer of the portal, or asks for it: it separates trouble of one system from trouble of all. */
export function withPortal(
  { system, portalProbe }: Case,
  because: readonly Evidence[],
): Pick<Finding, 'because' | 'helpful'> {
  if (system === undefined || system.id === PORTAL) return { because };
  if (portalProbe?.endedAt === undefined) return { because, helpful: [PORTAL] };
  return { because: [...because, (portalProbe.status ?? 500) < 500 ? 'portal-opens' : 'portal-fails'] };
}
