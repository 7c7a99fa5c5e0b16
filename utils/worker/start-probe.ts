import type { SystemId } from '../catalog/systems.ts';
import { withAnswer } from '../run/record-probes.ts';
import type { RunState } from '../run/run-state.ts';
import { readConfig } from '../settings/config.ts';
import { sendProbe } from './send-probe.ts';

/** `applyUpdate`, as a parameter: it starts probes itself. */
type ApplyUpdate = (change: (run: RunState) => RunState) => Promise<unknown>;

/** Probes in flight in this worker; only a check by the user awaits them. */
export const inFlightProbes = new Map<SystemId, Promise<void>>();

/** Sends a probe and updates the run with its answer, by `applyUpdate`. Never rejects. */
export function startProbe(system: SystemId, askedAt: number, applyUpdate: ApplyUpdate): Promise<void> {
  const probe = runProbe(system, askedAt, applyUpdate)
    .catch((error) => console.error(error))
    .finally(() => inFlightProbes.delete(system));
  inFlightProbes.set(system, probe);
  return probe;
}

async function runProbe(system: SystemId, askedAt: number, applyUpdate: ApplyUpdate): Promise<void> {
  const { facts } = await readConfig();
  const { result, date } = await sendProbe(system, facts);
  const endedAt = Date.now();
  const clockOffset = date === undefined ? undefined : date - endedAt;
  await applyUpdate((run) => withAnswer(run, system, { ...result, askedAt, endedAt }, clockOffset));
}
