import { closePinNotice } from '@/utils/browser/toolbar.ts';
import { isEdge } from '@/utils/browser/which-browser.ts';
import { text } from '@/utils/i18n/text.ts';
import { Button, LinkButton } from './buttons.tsx';

/** Says that the badge is invisible while the icon is not pinned; comes back until the user closes it. */
export function PinNotice() {
  return (
    <aside class="notice" data-notice="pin">
      <b>{text('pin.why')}</b>
      <p>{pinSteps()}</p>
      <p class="buttons">
        <Button label={text('pin.close')} onClick={() => void closePinNotice()} />
        <LinkButton label={text('pin.more')} address="/welcome.html" />
      </p>
    </aside>
  );
}

/** How to pin the icon in this browser. */
export function pinSteps(): string {
  return text(isEdge() ? 'pin.inEdge' : 'pin.inChrome');
}
