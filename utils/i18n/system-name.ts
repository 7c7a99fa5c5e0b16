import { type Facts, systemById } from '../catalog/facts.ts';
import { type ManualSystemId, SYSTEMS, type System, type SystemId } from '../catalog/systems.ts';
import { text } from './text.ts';

/** Whether the manual has this system, so that the locale files have texts for it. */
export function isManualSystem<Item extends { id: SystemId }>(system: Item): system is Item & { id: ManualSystemId } {
  return SYSTEMS.some(({ id }) => id === system.id);
}

/** What people call a system. */
export function nameOf(system: System): string {
  return system.name ?? (isManualSystem(system) ? text(`system.${system.id}`) : system.id);
}

/** What people call the system with this id; `system.none` without a system. */
export function systemName(id: SystemId | undefined, facts: Facts): string {
  const system = systemById(id ?? '', facts);
  return system ? nameOf(system) : text('system.none');
}
