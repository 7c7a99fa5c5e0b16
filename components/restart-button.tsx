import type { Facts } from '@/utils/catalog/facts.ts';
import type { SystemId } from '@/utils/catalog/systems.ts';
import type { Cause } from '@/utils/diagnosis/causes.ts';
import { choiceText, RESTART_ADDRESS } from '@/utils/i18n/advice.ts';
import { text } from '@/utils/i18n/text.ts';
import { prepareRestart } from '@/utils/run/restart.ts';
import { CopyButton } from './buttons.tsx';

interface Props {
  /** The system to open afterwards; `""`: any. */
  system: SystemId | '';
  facts: Facts;
  /** The cause of the failure that it mends. */
  cause?: Cause;
  /** Words that help once it is copied. */
  after?: string;
}

/**
 * Copies the address that restarts the browser (M59), and shows what to do with it. Stores the system that the
 * restart is for: after the restart the card shows the next step.
 */
export function RestartButton({ system, facts, cause, after }: Props) {
  // The popup closes with the click on the address bar.
  const isInPopup = document.body.classList.contains('popup');
  const next = text(isInPopup ? 'restart.pasteInPopup' : 'restart.paste', { choice: choiceText(system, facts, cause) });
  return (
    <CopyButton
      label={text('action.copyRestart')}
      value={RESTART_ADDRESS}
      next={next.trim()}
      {...(after && { after })}
      onCopy={() => prepareRestart(system)}
    />
  );
}
