/** Faults in the worker's code, to prove that random sequences find them: the original code, and its replacement. */
export const PLANTED: Record<string, readonly (readonly [from: string, to: string])[]> = {
  'a dropped event': [
    ['common(details),\n\t\t\ttype: "error"', 'common({ ...details, tabId: 9999 }),\n\t\t\ttype: "error"'],
  ],
  'no queue': [['const result = last.then(task)', 'const result = task()']],
  'a list without bounds': [['[system]: key\n', '[system]: key, ["x" + key]: key\n']],
  'a badge that is not shown again': [['getBadgeText({ tabId }) === badge)', 'getBadgeText({ tabId }) !== undefined)']],
  'a popup that is not opened': [['action.openPopup(', 'action.openPopup.bind(']],
  'an unhandled rejection': [['console.error(error);\n\t\t\tplanned = void 0;', 'throw error;']],
  'an alarm that is not set': [['alarms.create(WAKE_ALARM, {', 'alarms.create.bind(WAKE_ALARM, {']],
  'an alarm that does not repeat': [['periodInMinutes: 1', '']],
  'an earlier alarm that is replaced': [
    ['!(alarm !== void 0 && alarm.scheduledTime <=', '!(false && alarm.scheduledTime <='],
  ],
  'a scheduled refresh that never runs': [['setTimeout(() => void applyUpdate((run) => run),', 'setTimeout(() => {},']],
  'a probe answer at the wrong system': [['withAnswer(run, system, {', 'withAnswer(run, "kizon", {']],
};

/** Plants a fault in the worker's code. Throws if the code has changed. */
export function plant(code: string, fault: string): string {
  return (PLANTED[fault] ?? []).reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`Not found once in the worker: ${from}`);
    return text.replace(from, () => to);
  }, code);
}
