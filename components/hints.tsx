import { EXCLUSIONS } from '@/utils/manual/systems.ts';
import { keyPart, text } from '@/utils/text.ts';
import { CopyButton } from './controls.tsx';

/** The manual's troubles as people put them (M62–M71), in the order in which they are met. */
const HINTS = ['choose', 'hidden', 'notInstalled', 'skipped', 'repeated', 'noLogin', 'endless', 'april2021'] as const;

/** 困ったときは: symptoms to open one at a time. */
export function Hints() {
  return (
    <section aria-labelledby="hints">
      <h2 id="hints">{text('popup.hints')}</h2>
      {HINTS.map((hint) => (
        <details key={hint} name="hint">
          <summary>{text(`hint.${keyPart(hint)}.symptom`)}</summary>
          <p>{text(`hint.${keyPart(hint)}.advice`)}</p>
          {hint === 'repeated' && (
            <CopyButton kind="copy" label={text('action.copyExclusions')} value={EXCLUSIONS.join('\n')} />
          )}
        </details>
      ))}
    </section>
  );
}
