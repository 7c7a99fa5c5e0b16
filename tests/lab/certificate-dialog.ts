import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import type { Lab } from './lab.ts';
import type { Screen } from './screen.ts';
import { waitFor } from './wait.ts';

/**
 * The dialog is part of the browser's window: neither Playwright nor X sees it come. It comes when the browser has met the
 * server's request for a certificate; this is ten times what it takes from there.
 */
const TO_COME_MS = 500;
/** How long a key that was pressed may take to be seen at the server. */
const TO_BE_SEEN_MS = 3000;

/**
 * Answers the certificate dialog of a headed PC (`dialog: 'ask'`) by the keyboard, once it is there for a load of this system.
 * Clear what the lab has seen before the load starts. A window that is only just opening may miss a key: the certificate is
 * chosen again until the server has it, as a person would.
 */
export async function answerCertificateDialog(
  screen: Screen,
  lab: Lab,
  id: ManualSystemId,
  answer: 'choose' | 'cancel',
): Promise<void> {
  await waitFor('the system to ask for a certificate', () => lab.seen(id).handshakes > 0);
  await new Promise((resolve) => setTimeout(resolve, TO_COME_MS));
  if (answer === 'cancel') return screen.press('Escape');
  const isSent = () => lab.seen(id).requests.some(({ certificate }) => certificate !== 'none');
  await waitFor('the certificate to be sent', async () => {
    await screen.press('Return');
    return waitFor('the key to be seen', isSent, TO_BE_SEEN_MS).catch(() => false);
  });
}
