import { Button } from '@/components/buttons.tsx';
import { systemName } from '@/utils/i18n/system-name.ts';
import { text } from '@/utils/i18n/text.ts';
import type { StepState } from '@/utils/run/setup.ts';
import { STEP_BODIES, type StepProps } from './setup-steps.tsx';

interface Props extends StepState {
  number: number;
  isCurrent: boolean;
  isOpen: boolean;
  onToggle: () => void;
  /** Removes a tick by hand; `undefined` where the user cannot. */
  onReopen: (() => void) | undefined;
  body: StepProps;
}

/** One step of the checklist: title and tick, and the body that a click unfolds. */
export function StepItem({ step, tick, number, isCurrent, isOpen, onToggle, onReopen, body }: Props) {
  const Body = STEP_BODIES[step];
  return (
    <li data-step={step} data-state={tick ? 'done' : isCurrent ? 'current' : 'later'}>
      <details open={isOpen} onToggle={({ currentTarget }) => currentTarget.open !== isOpen && onToggle()}>
        <summary>
          <span class="mark">{tick ? '✓' : number}</span>
          <h3>{text(`setup.${step}.title`)}</h3>
          {tick && <span class="how">{text(tick.by === 'hand' ? 'setup.byHand' : 'setup.seen')}</span>}
        </summary>
        <div class="body">
          {tick && tick.by !== 'hand' && (
            <p class="seen">{text(`setup.tick.${tick.by}`, { system: systemName(tick.system, body.facts) })}</p>
          )}
          <Body {...body} />
          {step !== 'systems' && !tick && (
            <Button label={text(`setup.${step}.done`)} class="finish main" onClick={body.finish} />
          )}
          {tick && onReopen && <Button label={text('setup.reopen')} onClick={onReopen} />}
        </div>
      </details>
    </li>
  );
}
