/** Faults to be planted in the worker's text, to see that they are found: what stands there, and what takes its place. */
export const PLANTED: Record<string, readonly [from: string, to: string]> = {
  'a dropped event': ['if (isSeen(load)) takeEvent({\n\t\t\t\t...idOf(load),\n\t\t\t\ttype: "error"', 'if (false) takeEvent({\n\t\t\t\t...idOf(load),\n\t\t\t\ttype: "error"'],
  'no queue': ['const result = queue.then(task)', 'const result = task()'],
  'a list without bounds': ['const last = {\n\t\t\t...state.last,', 'const last = {\n\t\t\t...state.last,\n\t\t\t[attempt.requestId]: shown,'],
  'a badge that is not shown again': ['if (await browser.action.getBadgeText({ tabId }) !== badge)', 'if (false)'],
  'a popup that is not opened': ['await browser.action.openPopup()', ''],
};

/** The worker's text with a fault in it. Throws where the text is another by now. */
export function plant(code: string, fault: string): string {
  const [from, to] = PLANTED[fault] ?? ['', ''];
  if (from === '' || code.split(from).length !== 2) throw new Error(`Not found once in the worker: ${from}`);
  return code.replace(from, () => to);
}
