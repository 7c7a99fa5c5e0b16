import { type Facts, systemById } from '../catalog/facts.ts';
import type { SystemId } from '../catalog/systems.ts';

/** The systems that the user works with first, then the rest; otherwise in their own order. None is left out. */
export function inMyOrder<Each extends { id: SystemId }>(
  systems: readonly Each[],
  mySystems: readonly SystemId[],
): Each[] {
  const isMine = ({ id }: Each) => mySystems.includes(id);
  return [...systems.filter(isMine), ...systems.filter((each) => !isMine(each))];
}

/** Whether someone who works with these systems may need a certificate (M43); none: not told, so they may. */
export function mayNeedCertificate(mySystems: readonly SystemId[], facts: Facts): boolean {
  return mySystems.length === 0 || mySystems.some((id) => systemById(id, facts)?.certificate === 'required');
}
