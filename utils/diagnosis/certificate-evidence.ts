import { PORTAL, type SystemId } from '../catalog/systems.ts';
import type { Attempt, Probe } from './attempt.ts';
import type { Evidence } from './evidence.ts';
import { CERTIFICATE_NEEDED } from './net-errors.ts';

/** Evidence of the certificate on this PC. */
export interface CertificateEvidence {
  /** `usable`: it is installed, but the browser has no choice of it yet. */
  is: 'usable' | 'accepted' | 'refused' | 'absent';
  because: Evidence;
}

/** Derives the evidence from probes and earlier loads. `system`: the id of the system that the attempt loads. */
export function certificateOnPc(attempt: Attempt, system: SystemId | undefined): CertificateEvidence | undefined {
  const probed = Object.entries(attempt.probes ?? {})
    .map(([id, probe]) => {
      // The portal asks for no certificate: its page speaks of certificates in general.
      if (id === PORTAL) return undefined;
      const evidence = probe && readProbe(probe);
      // The browser remembers its decision for this system, also one of this load: the probe only repeats that.
      return id === system && evidence?.is === 'absent' ? undefined : evidence;
    })
    .find((evidence) => evidence !== undefined);
  const { earlier } = attempt;
  // A certificate does not vanish. A probe that found none may only repeat a cancelled dialog.
  const isDoubted = probed?.is === 'absent' && earlier !== undefined && earlier !== 'absent';
  if (probed && !isDoubted && (probed.is === 'absent' || probed.is !== earlier)) return probed;
  switch (earlier) {
    case 'accepted':
      return { is: 'accepted', because: 'accepted-earlier' };
    case 'refused':
      return { is: 'refused', because: 'refused-earlier' };
    case 'present':
    case 'installed':
      return { is: 'usable', because: 'present-earlier' };
    case 'absent':
      return { is: 'absent', because: 'absent-earlier' };
    default:
      return probed;
  }
}

/** Reads what the answer to a probe shows of the certificate on this PC; `undefined` if nothing. */
export function readProbe(probe: Probe): CertificateEvidence | undefined {
  if (probe.netError === CERTIFICATE_NEEDED) return { is: 'usable', because: 'usable-here' };
  if (probe.signs?.includes('certificate-refused')) return { is: 'refused', because: 'refused-here' };
  if (probe.signs?.includes('certificate-present')) return { is: 'accepted', because: 'accepted-here' };
  if (probe.signs?.includes('certificate-absent')) return { is: 'absent', because: 'absent-here' };
  return undefined;
}
