import type { SystemId } from '../catalog/systems.ts';
import type { CheckAnswer } from '../run/messages.ts';
import { mayBeChecked, withCheck } from '../run/probe-plan.ts';
import { latestProbe } from '../run/run-state.ts';
import { readWorkerRun } from '../run/run-store.ts';
import { applyUpdate, inFlightProbes, startProbe } from './apply-update.ts';

/** Probes a system for the user, if that is allowed now, and resolves with the latest answer of the system. */
export async function checkSystem(system: SystemId): Promise<CheckAnswer> {
  const askedAt = Date.now();
  let isSent = false;
  await applyUpdate((run, { settings, facts }) => {
    const maySend = settings.useProbes && navigator.onLine;
    isSent = maySend && mayBeChecked(run, system, facts, askedAt, inFlightProbes.has(system));
    return isSent ? withCheck(run, system, askedAt) : run;
  });
  await (isSent ? startProbe(system, askedAt) : inFlightProbes.get(system));
  return latestProbe(await readWorkerRun(), system) ?? null;
}
