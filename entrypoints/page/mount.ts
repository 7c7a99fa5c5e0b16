import { isDiagnosisShown, showDiagnosis } from './banner.ts';
import { showReminder } from './reminder.ts';
import { watchPage } from './watch-page.ts';
import { watchUser } from './watch-user.ts';

/** Starts all parts of the content script, once the page has loaded. */
export function mountInPage(): void {
  watchPage(showDiagnosis);
  watchUser(showReminder, isDiagnosisShown);
}
