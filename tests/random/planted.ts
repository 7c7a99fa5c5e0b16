/** Faults to be planted in the worker's text, to see that they are found: what stands there, and what takes its place. */
export const PLANTED: Record<string, readonly (readonly [from: string, to: string])[]> = {
  'a dropped event': [['idOf(load),\n\t\t\t\ttype: "error"', 'idOf({ ...load, tabId: 9999 }),\n\t\t\t\ttype: "error"']],
  'no queue': [['const result = queue.then(task)', 'const result = task()']],
  'a list without bounds': [
    ['[system]: shown', '[system]: shown, [shown.requestId]: shown'],
    ['attempt && (id === "" || systemById(id))', 'attempt'],
  ],
  'a badge that is not shown again': [['if (await browser.action.getBadgeText({ tabId }) === badge)', 'if (true)']],
  'a popup that is not opened': [['await browser.action.openPopup()', '']],
  'a rejection that nobody handles': [['.then(() => true, complain)', '.then(() => true)']],
};

/** The worker's text with a fault in it. Throws where the text is another by now. */
export function plant(code: string, fault: string): string {
  return (PLANTED[fault] ?? []).reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`Not found once in the worker: ${from}`);
    return text.replace(from, () => to);
  }, code);
}
