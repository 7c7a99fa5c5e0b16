/** The content script of a page, as far as the worker meets it. */
import { EXTENSION } from '../random/api.ts';
import { isOurs, type Tab } from '../random/random-pc.ts';
import type { OfficeNetwork } from './office-network.ts';
import type { Page } from './pages.ts';

/** The content script reports the signs of a page once the browser has parsed it: late on a slow line. */
export async function runContentScript(pc: OfficeNetwork, tab: Tab, url: string, page: Page): Promise<void> {
  const content = pc.contents.get(tab.id);
  const isThere = () => pc.tabs.has(tab.id) && pc.contents.get(tab.id) === content;
  const parsing = pc.dice.chance(0.1) ? pc.dice.between(1200, 3000) : pc.dice.between(30, 300);
  await pc.pause(20);
  if (isThere() && page.status >= 400) send(pc, tab, url, { type: 'begin', status: page.status });
  await pc.pause(parsing);
  if (isThere()) pc.witness?.parse(tab);
  if (!isThere() || (page.status < 400 && (page.signs.length === 0 || page.isInteractive))) return;
  const [answer] = send(pc, tab, url, { type: 'signs', status: page.status, signs: page.signs, restored: false });
  const banner = await answer;
  if (isThere() && banner) pc.witness?.showBanner(tab, banner);
}

/** The user types or clicks in a page of a system: it may ask whether the systems close soon. */
export async function usePage(pc: OfficeNetwork, tab: Tab): Promise<void> {
  const content = pc.contents.get(tab.id);
  if (!content || !isOurs(tab.url) || tab.load || pc.clock.now < content.nextQuestionAt) return;
  content.nextQuestionAt = Number.POSITIVE_INFINITY;
  const answer = (await send(pc, tab, tab.url, { type: 'reminder' })[0]) as {
    askIn?: number;
    closesIn?: number;
  } | null;
  if (answer?.closesIn !== undefined) pc.witness?.showClosing(tab, answer.closesIn);
  if (answer?.askIn === undefined) return;
  content.nextQuestionAt = pc.clock.now + answer.askIn;
  await pc.pause(answer.askIn);
  if (pc.contents.get(tab.id) === content && pc.isInFront(tab)) void usePage(pc, tab);
}

function send(pc: OfficeNetwork, tab: Tab, url: string, message: object): unknown[] {
  return pc.emit('onMessage', [
    message,
    { id: EXTENSION, tab: { id: tab.id, windowId: tab.windowId }, frameId: 0, url },
  ]);
}
