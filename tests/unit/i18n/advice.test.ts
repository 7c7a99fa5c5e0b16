import { expect, test } from 'vitest';
import { CAUSES } from '@/utils/diagnosis/causes.ts';
import { stepsFor } from '@/utils/i18n/advice.ts';
import { CAUSE_CODES } from '../../support/build.ts';

const actionsOf = (...args: Parameters<typeof stepsFor>) => stepsFor(...args).map(({ action }) => action);

test.each(CAUSE_CODES)('the steps of %s are those of the table, each with a text of its own', (cause) => {
  const steps = stepsFor(cause);
  expect(new Set(steps.map(({ words }) => words)).size).toBe(steps.length);
  // The browser of the tests is not Edge.
  expect(steps.map(({ action }) => action)).toEqual(CAUSES[cause].steps.filter((step) => step !== 'onlyInEdge'));
});

test('the steps of a missing certificate begin with the setup, because no restart helps before', () => {
  expect(actionsOf('certificate-missing')).toEqual(['openSetup', 'copyRestart', 'retry', 'openClientcheck']);
});

test('the steps contain a restart of the browser only if it remembers its decision', () => {
  expect(actionsOf('certificate-missing', true)).toEqual(['openSetup', 'retry', 'openClientcheck']);
  expect(actionsOf('certificate-not-chosen')[0]).toBe('copyRestart');
  expect(actionsOf('certificate-not-chosen', true)[0]).toBe('retry');
});

test('the steps keep a restart that has other reasons than the browser’s memory', () => {
  expect(actionsOf('certificate-lost', true)).toEqual(actionsOf('certificate-lost'));
  expect(actionsOf('certificate-rejected', true)).toContain('copyRestart');
});
