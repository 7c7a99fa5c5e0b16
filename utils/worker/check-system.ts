import type { SystemId } from '../catalog/systems.ts';
import { mayBeChecked } from '../run/check-plan.ts';
import type { CheckAnswer } from '../run/messages.ts';
import { withProbes } from '../run/record-probes.ts';
import { latestProbe } from '../run/run-state.ts';
import { readWorkerRun } from '../run/run-store.ts';
import { applyUpdate } from './apply-update.ts';
import { inFlightProbes, startProbe } from './start-probe.ts';

/** Probes a system for the user, if that is allowed now, and resolves with the latest answer of the system. */
export async function checkSystem(system: SystemId): Promise<CheckAnswer> {
  const askedAt = Date.now();
  let isSent = false;
  await applyUpdate((run, { settings, facts }) => {
    const maySend = settings.useProbes && navigator.onLine;
    isSent = maySend && mayBeChecked(run, system, facts, askedAt, inFlightProbes.has(system));
    return isSent ? withProbes(run, [{ key: '', system }], askedAt) : run;
  });
  await (isSent ? startProbe(system, askedAt, applyUpdate) : inFlightProbes.get(system));
  return latestProbe(await readWorkerRun(), system) ?? null;
}
