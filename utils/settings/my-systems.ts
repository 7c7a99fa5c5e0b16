import type { SystemId } from '../manual/systems.ts';

/** The systems that the user works with first, then the rest; otherwise in their own order. None is left out. */
export function inMyOrder<Each extends { id: SystemId }>(
  systems: readonly Each[],
  mySystems: readonly SystemId[],
): Each[] {
  const isMine = ({ id }: Each) => mySystems.includes(id);
  return [...systems.filter(isMine), ...systems.filter((each) => !isMine(each))];
}
