import { describe, expect, test } from 'vitest';
import { CAUSES } from '@/utils/diagnosis/causes.ts';
import { ADVICE, stepsFor } from '@/utils/i18n/advice.ts';
import { PLACE_OF, parsePanelSection } from '@/utils/panel-sections.ts';

const actionsOf = (...args: Parameters<typeof stepsFor>) => stepsFor(...args).map(({ action }) => action);

describe('the steps', () => {
  test.each(CAUSES)('of %s are those of the table, each with its own words', (cause) => {
    const steps = stepsFor(cause);
    expect(new Set(steps.map(({ words }) => words)).size).toBe(steps.length);
    // A step that only Edge has is shown in Edge alone, and this is none.
    expect(steps.map(({ action }) => action)).toEqual(ADVICE[cause].filter((step) => step !== 'onlyInEdge'));
  });

  test('begin with the setup where nothing may be installed: no restart helps before', () => {
    expect(actionsOf('certificate-missing')).toEqual(['openSetup', 'copyRestart', 'retry', 'openClientcheck']);
  });

  test('restart the browser where it remembers, and not where it has forgotten', () => {
    expect(actionsOf('certificate-missing', true)).toEqual(['openSetup', 'retry', 'openClientcheck']);
    expect(actionsOf('certificate-not-chosen')[0]).toBe('copyRestart');
    expect(actionsOf('certificate-not-chosen', true)[0]).toBe('retry');
  });

  test('keep a restart that is not for the memory’s sake', () => {
    expect(actionsOf('certificate-lost', true)).toEqual(actionsOf('certificate-lost'));
    expect(actionsOf('certificate-rejected', true)).toContain('copyRestart');
  });
});

describe('the places of the panel', () => {
  test.each(CAUSES)('%s leads to one of them', (cause) => {
    expect(parsePanelSection(PLACE_OF[cause])).toBe(PLACE_OF[cause]);
  });
  test.each([undefined, null, 7, '', 'Setup', 'constructor', {}])('%o is none', (value) => {
    expect(parsePanelSection(value)).toBeUndefined();
  });
});
