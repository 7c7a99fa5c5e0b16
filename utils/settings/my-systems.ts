import { type Facts, requiresCertificate } from '../catalog/facts.ts';
import type { SystemId } from '../catalog/systems.ts';

/** Sorts the user's systems first and leaves the order of both parts as it is. */
export function inMyOrder<Item extends { id: SystemId }>(systems: readonly Item[], mySystems: readonly SystemId[]) {
  const isMine = ({ id }: Item) => mySystems.includes(id);
  return [...systems.filter(isMine), ...systems.filter((system) => !isMine(system))];
}

/** Whether the user's systems may need a certificate (M43). Empty `mySystems`: unknown, so they may. */
export function mayNeedCertificate(mySystems: readonly SystemId[], facts: Facts): boolean {
  return mySystems.length === 0 || mySystems.some((id) => requiresCertificate(id, facts));
}
