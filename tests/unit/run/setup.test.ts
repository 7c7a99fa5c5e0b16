import { describe, expect, test } from 'vitest';
import { mailAddress } from '@/entrypoints/sidepanel/sections/setup/setup-mail.ts';
import type { SystemId } from '@/utils/catalog/systems.ts';
import { EMPTY_RUN, type RunState } from '@/utils/run/run-state.ts';
import { againFrom, setupState, withoutStep, withSeen, withStep } from '@/utils/run/setup.ts';
import {
  NO_PROGRESS,
  parseSetup,
  SETUP_STEPS,
  type SetupProgress,
  setupInProgress,
} from '@/utils/run/setup-progress.ts';

const NOW = Date.parse('2026-11-24T10:00:00+09:00');
const load = {
  ...{ requestId: '1', tabId: 7, address: 'https://office.mamoris-net.jp/', startedAt: NOW - 900, endedAt: NOW - 800 },
  isReported: true,
};
const opened: RunState = {
  ...EMPTY_RUN,
  last: { office: { ...load, status: 200 } },
  opened: ['portal', 'office'],
};
const missing: RunState = { ...EMPTY_RUN, last: { office: { ...load, status: 400, signs: ['certificate-absent'] } } };
const rejected: RunState = { ...EMPTY_RUN, last: { office: { ...load, status: 400, signs: ['certificate-refused'] } } };
const withoutKey: RunState = {
  ...EMPTY_RUN,
  last: { office: { ...load, netError: 'ERR_SSL_CLIENT_AUTH_CERT_NO_PRIVATE_KEY' } },
};
const notChosen: RunState = {
  ...EMPTY_RUN,
  last: {
    office: {
      ...{ ...load, status: 400, signs: ['certificate-absent'] },
      probes: { clientcheck: { askedAt: NOW - 700, endedAt: NOW - 600, netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' } },
    },
  },
};
const checked: RunState = {
  ...EMPTY_RUN,
  last: {
    clientcheck: {
      ...{ ...load, address: 'https://clientcheck.mamoris-net.jp/', status: 200 },
      signs: ['certificate-present'],
    },
  },
};
const portalOnly: RunState = { ...EMPTY_RUN, opened: ['portal', 'kensa', 'clientcheck'] };

const OFFICE: SystemId[] = ['office'];
const byHand = (...steps: (typeof SETUP_STEPS)[number][]): SetupProgress =>
  steps.reduce((progress, step) => withStep(progress, step, 'run 1'), NO_PROGRESS);

function stateOf(progress: SetupProgress, run: RunState, { mySystems = OFFICE, runId = 'run 1' } = {}) {
  return { progress, mySystems, run, runId, now: NOW };
}

/** Who ticked each step, in order; `-`: nobody yet. */
function ticks(...args: Parameters<typeof stateOf>): string {
  return setupState(stateOf(...args))
    .steps.map(({ tick }) => tick?.by ?? '-')
    .join(' ');
}

describe('which steps are done, and how that is known', () => {
  const fresh = { runId: 'run 2' };
  test.each([
    ['nothing yet', NO_PROGRESS, EMPTY_RUN, {}, '- - - - - -'],
    ['systems chosen', byHand('systems'), missing, {}, 'hand - - - - -'],
    ['no system is chosen any more', byHand('systems'), missing, { mySystems: [] }, '- - - - - -'],
    ['installed', byHand('systems', 'get', 'install'), missing, {}, 'hand hand hand - - -'],
    ['and restarted', byHand('systems', 'get', 'install'), EMPTY_RUN, fresh, 'hand hand hand restarted - -'],
    ['restarted before it was installed', byHand('systems', 'get'), EMPTY_RUN, fresh, 'hand hand - - - -'],
    [
      'and it opens',
      byHand('systems', 'get', 'install'),
      opened,
      fresh,
      'hand certificate certificate restarted opened -',
    ],
    ['it opens before anything was done', NO_PROGRESS, opened, {}, '- certificate certificate opened opened -'],
    ['the check site has seen it', byHand('systems'), checked, {}, 'hand certificate certificate accepted accepted -'],
    ['it is there, and was not chosen', byHand('systems'), notChosen, {}, 'hand certificate certificate - - -'],
    ['it is there, and refused', byHand('systems'), rejected, {}, 'hand - - - - -'],
    ['it is there, without its key', byHand('systems'), withoutKey, {}, 'hand - - - - -'],
    ['what opens without one says nothing', byHand('systems'), portalOnly, {}, 'hand - - - - -'],
    ['all by hand', byHand(...SETUP_STEPS), EMPTY_RUN, {}, 'hand hand hand hand hand hand'],
  ])('%s', (_, progress, run, more, expected) => {
    expect(ticks(progress, run, more)).toBe(expected);
  });

  test('the first step that is not done is the current one', () => {
    expect(setupState(stateOf(byHand('systems', 'install'), EMPTY_RUN)).current).toBe('get');
    expect(setupState(stateOf(byHand(...SETUP_STEPS), EMPTY_RUN)).current).toBeUndefined();
  });

  test('a system of one’s own is named first', () => {
    const run: RunState = { ...opened, opened: ['office', 'jimu'] };
    const named = (mySystems: SystemId[]) =>
      setupState(stateOf(NO_PROGRESS, run, { mySystems })).steps[4]?.tick?.system;
    expect(named(['jimu'])).toBe('jimu');
    expect(named(['reform'])).toBe('office');
  });
});

test.each([
  [[], undefined],
  [['kensa'], false],
  [['kensa', 'online', 'kizon', 'portal', 'clientcheck'], false],
  [['kensa', 'annex'], true],
] as [SystemId[], boolean | undefined][])('whoever uses %j needs a certificate: %s', (mySystems, need) => {
  expect(setupState(stateOf(NO_PROGRESS, EMPTY_RUN, { mySystems })).need).toBe(need);
});

describe('what there is to be said first', () => {
  const fresh = { runId: 'run 2' };
  test.each([
    ['a certificate that works', NO_PROGRESS, opened, {}, 'usable'],
    ['a certificate', NO_PROGRESS, notChosen, {}, 'present'],
    ['a certificate of no use', byHand(...SETUP_STEPS), rejected, fresh, 'unusable'],
    ['what loads met before the new one', byHand('systems', 'get', 'install'), rejected, {}, undefined],
    ['a restart that was none', byHand('systems', 'get', 'install', 'restart'), missing, {}, 'not-restarted'],
    ['one of which nobody knows more', byHand('systems', 'get', 'install', 'restart'), EMPTY_RUN, {}, 'not-restarted'],
    ['none needed', byHand('systems', 'get', 'install', 'restart'), opened, {}, undefined],
    ['no key', NO_PROGRESS, withoutKey, {}, 'unusable'],
    ['none yet', byHand('systems', 'get'), missing, {}, undefined],
    ['none before the restart', byHand('systems', 'get', 'install'), missing, {}, undefined],
    ['none after the restart', byHand('systems', 'get', 'install'), missing, fresh, 'still-absent'],
    ['what was just installed', byHand('systems', 'get', 'install'), opened, fresh, undefined],
    ['nothing known', NO_PROGRESS, EMPTY_RUN, {}, undefined],
  ])('%s', (_, progress, run, more, notice) => {
    expect(setupState(stateOf(progress, run, more)).notice).toBe(notice);
  });
});

describe('what was seen is written down', () => {
  test('once, beside what was done by hand', () => {
    const input = stateOf(byHand('systems', 'get', 'install'), opened, { runId: 'run 2' });
    const progress = withSeen(input);
    expect(progress.done.install).toEqual(input.progress.done.install);
    expect(progress.done.restart).toEqual({ by: 'restarted', run: 'run 2' });
    expect(progress.done.check).toEqual({ by: 'opened', run: 'run 2', system: 'office' });
    expect(withSeen({ ...input, progress, now: NOW + 1000 })).toBe(progress);
    // In the next browser run it still counts.
    expect(ticks(progress, EMPTY_RUN)).toBe('hand hand hand restarted opened -');
  });

  test('not before the setup was begun', () => {
    expect(withSeen(stateOf(NO_PROGRESS, opened))).toBe(NO_PROGRESS);
  });
});

test('a step, and all that comes after it, can be opened again', () => {
  const all = { ...byHand(...SETUP_STEPS), source: 'mail' as const };
  expect(Object.keys(withoutStep(all, 'get').done)).toEqual(SETUP_STEPS.filter((step) => step !== 'get'));
  expect(againFrom(all, 'install')).toEqual({ ...byHand('systems', 'get'), source: 'mail' });
});

test.each([
  [NO_PROGRESS, undefined],
  [byHand('get', 'install'), undefined],
  [byHand('systems'), { done: 1, of: 6 }],
  [byHand('systems', 'get', 'install', 'restart', 'check'), { done: 5, of: 6 }],
  [byHand(...SETUP_STEPS), undefined],
])('%j is in progress: %j', (progress, expected) => {
  expect(setupInProgress(progress)).toEqual(expected);
});

describe('progress, from storage that may hold anything', () => {
  test.each([undefined, null, 0, 'x', [], {}, { done: 7 }, { done: [] }, { source: 'elsewhere', done: 'x' }])(
    '%o is none',
    (value) => {
      expect(parseSetup(value)).toEqual(NO_PROGRESS);
    },
  );

  test('what is sound is kept', () => {
    const progress = withSeen(stateOf({ ...byHand('systems', 'get'), source: 'office' }, opened));
    expect(parseSetup(JSON.parse(JSON.stringify(progress)))).toEqual(progress);
  });

  test.each([
    { by: 'magic', run: 'x' },
    { by: 'hand', run: 7 },
    { by: 'hand', run: 'x'.repeat(41) },
    { by: 'hand' },
    'done',
    null,
  ])('%o is left out alone', (tick) => {
    const { done } = byHand('systems', 'get');
    expect(parseSetup({ done: { ...done, install: tick } })).toEqual({ done });
  });

  test('what can be no system’s id is left out of its tick', () => {
    expect(parseSetup({ done: { check: { by: 'opened', run: 'x', system: '<x>' } } }).done.check).toEqual({
      by: 'opened',
      run: 'x',
    });
  });
});

test('the mail goes to the operators, and survives being an address', () => {
  const address = mailAddress('件名 & ?', '一行目\n氏名: ');
  const { pathname, searchParams } = new URL(address);
  expect(pathname).toBe('sys-unyo@mamoris.jp');
  expect([searchParams.get('subject'), searchParams.get('body')]).toEqual(['件名 & ?', '一行目\r\n氏名: ']);
  expect(address).not.toMatch(/[\s+]/);
});
