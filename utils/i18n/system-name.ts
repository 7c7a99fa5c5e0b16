import { systemById } from '../catalog/facts.ts';
import { type ManualSystemId, SYSTEMS, type System, type SystemId } from '../catalog/systems.ts';
import { text } from './text.ts';

/** Whether the manual has this system, so that there are texts for it. */
export function isOfManual<Each extends { id: SystemId }>(system: Each): system is Each & { id: ManualSystemId } {
  return SYSTEMS.some(({ id }) => id === system.id);
}

/** What people call a system. */
export function nameOf(system: System): string {
  return system.name ?? (isOfManual(system) ? text(`system.${system.id}`) : system.id);
}

/** What people call the system with this id; of none, where there is no such system. */
export function systemName(id: SystemId | undefined): string {
  const system = systemById(id ?? '');
  return system ? nameOf(system) : text('system.none');
}
