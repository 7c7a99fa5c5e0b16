import type { SystemId } from '@/utils/catalog/systems.ts';
import { RESTART_ADDRESS } from '@/utils/i18n/advice.ts';
import { text } from '@/utils/i18n/text.ts';
import { prepareRestart } from '@/utils/run/restart.ts';
import { CopyButton } from './controls.tsx';

/**
 * Copies the address that restarts the browser (M59), and keeps what for: afterwards the card goes on from there.
 * `system`: the one to open then; `""`: any. `after`: words that help once it is copied.
 */
export function RestartButton({ system, after }: { system: SystemId | ''; after?: string }) {
  return (
    <CopyButton
      label={text('action.copyRestart', { address: RESTART_ADDRESS })}
      value={RESTART_ADDRESS}
      {...(after && { after })}
      onCopy={() => prepareRestart(system)}
    />
  );
}
