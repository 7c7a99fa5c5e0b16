/** Faults that the random sequences must find: a part of the worker's code, and its replacement. */
export const PLANTED: Record<string, readonly (readonly [from: string, to: string])[]> = {
  'a dropped event': [['idOf(load),\n\t\t\t\ttype: "error"', 'idOf({ ...load, tabId: 9999 }),\n\t\t\t\ttype: "error"']],
  'no queue': [['const result = last.then(task)', 'const result = task()']],
  'a list without bounds': [['[system]: key\n', '[system]: key, ["x" + key]: key\n']],
  'a badge that is not shown again': [['if (await browser.action.getBadgeText({ tabId }) === badge)', 'if (true)']],
  'a popup that is not opened': [['await browser.action.openPopup()', '']],
  'an unhandled rejection': [['console.error(error);\n\t\t\tplanned = void 0;', 'throw error;']],
  'an alarm that is not set': [['await browser.alarms.create(WAKE_ALARM, {', 'await Promise.resolve({']],
};

/** Plants a fault in the worker's code. Throws if the code has changed. */
export function plant(code: string, fault: string): string {
  return (PLANTED[fault] ?? []).reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`Not found once in the worker: ${from}`);
    return text.replace(from, () => to);
  }, code);
}
