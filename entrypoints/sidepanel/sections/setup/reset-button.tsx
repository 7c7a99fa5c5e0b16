import { useEffect, useRef } from 'preact/hooks';
import { Button } from '@/components/buttons.tsx';
import { useKept } from '@/components/hooks/use-kept.ts';
import { text } from '@/utils/i18n/text.ts';

/** Deletes the progress after a confirmation. */
export function ResetButton({ onReset }: { onReset: () => void }) {
  const [isAsking, setKept] = useKept('isResetAsked');
  const wasPressed = useRef(false);
  const setAsking = (isAsked: boolean) => {
    wasPressed.current = true;
    setKept(isAsked);
  };
  const [askButton, cancelButton] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  // Focuses the safe answer, and after a cancellation the first button again.
  useEffect(() => {
    if (wasPressed.current) (isAsking ? cancelButton : askButton).current?.focus();
  }, [isAsking]);
  if (!isAsking) {
    return (
      <p>
        <Button label={text('setup.reset.ask')} ref={askButton} onClick={() => setAsking(true)} />
      </p>
    );
  }
  return (
    <div
      role="alertdialog"
      aria-labelledby="reset"
      class="setup-hint edged"
      data-notice="reset"
      data-tone="bad"
      onKeyDown={({ key }) => key === 'Escape' && setAsking(false)}
    >
      <p id="reset">{text('setup.reset.sure')}</p>
      <p class="buttons">
        <Button label={text('setup.reset.cancel')} ref={cancelButton} onClick={() => setAsking(false)} />
        <Button
          label={text('setup.reset.confirm')}
          onClick={() => {
            setKept(undefined);
            onReset();
          }}
        />
      </p>
    </div>
  );
}
