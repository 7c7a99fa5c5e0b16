import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import type { Lab } from './lab.ts';
import type { Screen } from './screen.ts';
import { waitFor } from './wait.ts';

/** Time from a pressed key to its effect at the server. */
const KEY_DELAY_MS = 3000;

/**
 * Waits until the dialog stands still over a tab that was empty. The dialog is part of the browser's window: neither
 * Playwright nor X reports it.
 */
async function waitForDialog(screen: Screen): Promise<void> {
  let before: Buffer | undefined;
  await waitFor('the certificate dialog', async () => {
    const picture = await screen.part();
    const isStill = before?.equals(picture);
    before = picture;
    return isStill && !isOneColour(picture);
  });
}

/** Waits until the screen shows the empty tab of the next load in place of the page before. */
export async function waitForEmptyTab(screen: Screen): Promise<void> {
  await waitFor('the empty tab', async () => isOneColour(await screen.part()));
}

function isOneColour(picture: Buffer): boolean {
  return picture.subarray(4).equals(picture.subarray(0, -4));
}

/**
 * Answers the certificate dialog of a headed PC (`dialog: 'ask'`) by the keyboard when a load of this system opens it.
 * Call `lab.clearSeen` and `waitForEmptyTab` before the load. A window that is still opening may miss a key: the key is
 * repeated until the server has the certificate.
 */
export async function answerCertificateDialog(
  screen: Screen,
  lab: Lab,
  id: ManualSystemId,
  answer: 'choose' | 'cancel',
): Promise<void> {
  await waitFor('the system to ask for a certificate', () => lab.seen(id).handshakes > 0);
  await waitForDialog(screen);
  if (answer === 'cancel') return screen.press('Escape');
  const isSent = () => lab.seen(id).requests.some(({ certificate }) => certificate !== 'none');
  await waitFor('the certificate to be sent', async () => {
    await screen.press('Return');
    return waitFor('the key to be seen', isSent, KEY_DELAY_MS).catch(() => false);
  });
}
