import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { SystemId } from '@/utils/catalog/systems.ts';
import { withPlannedProbes } from '@/utils/run/probe-plan.ts';
import { withAnswer } from '@/utils/run/record-probes.ts';
import { EMPTY_RUN, type RunState } from '@/utils/run/run-state.ts';
import { setupState, withObservations, withoutStep, withoutStepsFrom, withStep } from '@/utils/run/setup.ts';
import {
  NO_PROGRESS,
  parseSetup,
  SETUP_STEPS,
  type SetupProgress,
  setupInProgress,
} from '@/utils/run/setup-progress.ts';
import { viewOf } from '@/utils/run/view.ts';
import { runWith } from '../../support/builders.ts';
import { answer, error, JIMU, later, page, play, request } from '../../support/load-events.ts';

const NOW = Date.parse('2026-11-24T10:00:00+09:00');
const load = {
  requestId: '1',
  tabId: 7,
  address: 'https://office.mamoris-net.jp/',
  startedAt: NOW - 900,
  endedAt: NOW - 800,
  isReported: true,
};
const opened = runWith([{ ...load, status: 200 }], { opened: ['portal', 'office'] });
const missing = runWith([{ ...load, status: 400, signs: ['certificate-absent'] }]);
const rejected = runWith([{ ...load, status: 400, signs: ['certificate-refused'] }]);
const withoutKey = runWith([{ ...load, netError: 'ERR_SSL_CLIENT_AUTH_CERT_NO_PRIVATE_KEY' }]);
const notChosen = runWith([
  {
    ...load,
    status: 400,
    signs: ['certificate-absent'],
    probes: { clientcheck: { askedAt: NOW - 700, endedAt: NOW - 600, netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' } },
  },
]);
const checked = runWith([
  {
    ...load,
    address: 'https://clientcheck.mamoris-net.jp/',
    status: 200,
    signs: ['certificate-present'],
  },
]);
/** It opened, and was then refused in TLS, which does not show whether the certificate came. */
const lost = runWith(
  [
    {
      ...load,
      netError: 'ERR_SOCKET_NOT_CONNECTED',
      earlier: 'opened',
      probes: { clientcheck: { askedAt: NOW - 700, endedAt: NOW - 600, netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' } },
    },
  ],
  { opened: ['office'] },
);
const portalOnly: RunState = { ...EMPTY_RUN, opened: ['portal', 'kensa', 'clientcheck'] };

const OFFICE: SystemId[] = ['office'];
const byHand = (...steps: (typeof SETUP_STEPS)[number][]): SetupProgress =>
  steps.reduce((progress, step) => withStep(progress, step, 'run 1'), NO_PROGRESS);

function inputOf(progress: SetupProgress, run: RunState, { mySystems = OFFICE, runId = 'run 1' } = {}) {
  return { progress, mySystems, run, runId, view: viewOf(run, MANUAL, NOW) };
}

/** The proof of each step, in order; `-`: not done. */
function ticks(...args: Parameters<typeof inputOf>): string {
  return setupState(inputOf(...args))
    .steps.map(({ tick }) => tick?.by ?? '-')
    .join(' ');
}

describe('the ticks of the checklist', () => {
  const fresh = { runId: 'run 2' };
  test.each([
    ['at the beginning', NO_PROGRESS, EMPTY_RUN, {}, '- - - - - -'],
    ['after the choice of systems', byHand('systems'), missing, {}, 'hand - - - - -'],
    ['after the user has removed all systems', byHand('systems'), missing, { mySystems: [] }, '- - - - - -'],
    ['after the installation', byHand('systems', 'get', 'install'), missing, {}, 'hand hand hand - - -'],
    [
      'after installation and restart',
      byHand('systems', 'get', 'install'),
      EMPTY_RUN,
      fresh,
      'hand hand hand restarted - -',
    ],
    ['after a restart before the installation', byHand('systems', 'get'), EMPTY_RUN, fresh, 'hand hand - - - -'],
    [
      'once a system opens',
      byHand('systems', 'get', 'install'),
      opened,
      fresh,
      'hand certificate certificate restarted opened -',
    ],
    ['if a system opens before the setup', NO_PROGRESS, opened, {}, '- certificate certificate opened opened -'],
    [
      'if the check site accepts the certificate',
      byHand('systems'),
      checked,
      {},
      'hand certificate certificate accepted accepted -',
    ],
    [
      'if the browser has a certificate to offer, which may be another one',
      byHand('systems'),
      notChosen,
      {},
      'hand - - - - -',
    ],
    ['if a system refuses the certificate', byHand('systems'), rejected, {}, 'hand - - - - -'],
    ['if the certificate has no key', byHand('systems'), withoutKey, {}, 'hand - - - - -'],
    ['if only systems without certificates open', byHand('systems'), portalOnly, {}, 'hand - - - - -'],
    ['after the user has ticked everything', byHand(...SETUP_STEPS), EMPTY_RUN, {}, 'hand hand hand hand hand hand'],
  ])('are right %s', (_, progress, run, more, expected) => {
    expect(ticks(progress, run, more)).toBe(expected);
  });

  test('make the first step without a tick the current one', () => {
    expect(setupState(inputOf(byHand('systems', 'install'), EMPTY_RUN)).current).toBe('get');
    expect(setupState(inputOf(byHand(...SETUP_STEPS), EMPTY_RUN)).current).toBeUndefined();
  });

  test('name one of the user’s own systems if possible', () => {
    const run: RunState = { ...opened, opened: ['office', 'jimu'] };
    const named = (mySystems: SystemId[]) =>
      setupState(inputOf(NO_PROGRESS, run, { mySystems })).steps[4]?.tick?.system;
    expect(named(['jimu'])).toBe('jimu');
    expect(named(['reform'])).toBe('office');
  });
});

test.each([
  [[], undefined],
  [['kensa'], false],
  [['kensa', 'online', 'kizon', 'portal', 'clientcheck'], false],
  [['kensa', 'annex'], true],
] as [SystemId[], boolean | undefined][])('decides whether users of %j need a certificate: %s', (mySystems, need) => {
  expect(setupState(inputOf(NO_PROGRESS, EMPTY_RUN, { mySystems })).need).toBe(need);
});

describe('the hint of the checklist', () => {
  const fresh = { runId: 'run 2' };
  test.each([
    ['for a certificate that works', NO_PROGRESS, opened, {}, 'usable'],
    ['for a certificate that may have ended since', NO_PROGRESS, lost, {}, 'present'],
    ['for a certificate that is present', NO_PROGRESS, notChosen, {}, 'present'],
    ['for a certificate that systems refuse', byHand(...SETUP_STEPS), rejected, fresh, 'unusable'],
    [
      'for a refusal that may be older than the certificate',
      byHand('systems', 'get', 'install'),
      rejected,
      {},
      undefined,
    ],
    [
      'for a restart that has not happened',
      byHand('systems', 'get', 'install', 'restart'),
      missing,
      {},
      'not-restarted',
    ],
    [
      'for a restart without any load since',
      byHand('systems', 'get', 'install', 'restart'),
      EMPTY_RUN,
      {},
      'not-restarted',
    ],
    [
      'for a certificate that works without a restart',
      byHand('systems', 'get', 'install', 'restart'),
      opened,
      {},
      undefined,
    ],
    ['for a certificate without its key', NO_PROGRESS, withoutKey, {}, 'unusable'],
    ['before the installation', byHand('systems', 'get'), missing, {}, undefined],
    ['before the restart', byHand('systems', 'get', 'install'), missing, {}, undefined],
    ['for no certificate after the restart', byHand('systems', 'get', 'install'), missing, fresh, 'still-absent'],
    ['for a certificate from this setup', byHand('systems', 'get', 'install'), opened, fresh, undefined],
    ['without any load', NO_PROGRESS, EMPTY_RUN, {}, undefined],
  ])('is right %s', (_, progress, run, more, hint) => {
    expect(setupState(inputOf(progress, run, more)).hint).toBe(hint);
  });
});

describe('a certificate that has ended after a system opened in this run', () => {
  const refusals = {
    'the system says so': [
      later(request('2'), 60),
      later(answer('2', 400), 60.1),
      later(page(400, ['certificate-refused']), 60.2),
    ],
    'another system says so': [
      later(request('2', JIMU, 2), 60),
      later(answer('2', 403, JIMU, 2), 60.1),
      later(page(403, ['certificate-refused'], JIMU, false, 2), 60.2),
    ],
    'its key is gone': [later(request('2'), 60), later(error('2', 'net::ERR_SSL_CLIENT_AUTH_SIGNATURE_FAILED'), 60.1)],
  };
  const opening = [request('1'), answer('1', 200)];
  const inputAfter = (events: object[], progress: SetupProgress = byHand('systems')) => inputOf(progress, play(events));

  test.each(Object.entries(refusals))('leads to a new one if %s', (_case, events) => {
    const input = inputAfter([...opening, ...events]);
    expect(setupState(input)).toMatchObject({ hint: 'unusable', current: 'get' });
    // The ticks of the time before do not count any more.
    const before = withObservations(inputAfter(opening));
    expect(setupInProgress(before)).toMatchObject({ done: 5 });
    expect(setupState({ ...input, progress: before })).toMatchObject({ hint: 'unusable', current: 'get' });
  });

  test('counts again once a system opens', () => {
    const mended = [...refusals['the system says so'], later(request('3'), 120), later(answer('3', 200), 120.1)];
    expect(setupState(inputAfter([...opening, ...mended]))).toMatchObject({ hint: 'usable', current: 'delete' });
  });

  test('leaves the steps of a new installation in the same run as they are', () => {
    const input = inputAfter([...opening, ...refusals['the system says so']], byHand('systems', 'get', 'install'));
    expect(setupState(input)).toMatchObject({ hint: undefined, current: 'restart' });
  });

  test('is refused in TLS, and the check site confirms it', () => {
    const events = [...opening, later(request('2'), 60), later(error('2', 'net::ERR_SOCKET_NOT_CONNECTED'), 60.1)];
    const run = withPlannedProbes(play(events), MANUAL, NOW + 60_200, true);
    expect(run.systems).toEqual(['clientcheck']);
    const answer = {
      askedAt: NOW + 60_200,
      endedAt: NOW + 60_300,
      status: 200,
      signs: ['certificate-refused' as const],
    };
    const answered = withAnswer(run.run, 'clientcheck', answer, undefined);
    expect(viewOf(answered, MANUAL, NOW + 61_000).tabs[1]?.shown?.diagnosis.cause).toBe('certificate-rejected');
    expect(setupState(inputOf(byHand('systems'), answered)).hint).toBe('unusable');
  });
});

describe('withObservations', () => {
  test('adds ticks once and keeps those by hand', () => {
    const input = inputOf(byHand('systems', 'get', 'install'), opened, { runId: 'run 2' });
    const progress = withObservations(input);
    expect(progress.done.install).toEqual(input.progress.done.install);
    expect(progress.done.restart).toEqual({ by: 'restarted', run: 'run 2' });
    expect(progress.done.check).toEqual({ by: 'opened', run: 'run 2', system: 'office' });
    expect(withObservations({ ...input, progress })).toBe(progress);
    // The ticks count in the next browser run, too.
    expect(ticks(progress, EMPTY_RUN)).toBe('hand hand hand restarted opened -');
  });

  test('adds nothing before the user has begun the setup', () => {
    expect(withObservations(inputOf(NO_PROGRESS, opened))).toBe(NO_PROGRESS);
  });
});

test('removes the tick of one step, or of all steps from one on', () => {
  const all = { ...byHand(...SETUP_STEPS), source: 'mail' as const };
  expect(Object.keys(withoutStep(all, 'get').done)).toEqual(SETUP_STEPS.filter((step) => step !== 'get'));
  expect(withoutStepsFrom(all, 'install')).toEqual({ ...byHand('systems', 'get'), source: 'mail' });
});

test.each([
  [NO_PROGRESS, undefined],
  [byHand('get', 'install'), undefined],
  [byHand('systems'), { done: 1, of: 6 }],
  [byHand('systems', 'get', 'install', 'restart', 'check'), { done: 5, of: 6 }],
  [byHand(...SETUP_STEPS), undefined],
])('counts the steps in progress of %j: %j', (progress, expected) => {
  expect(setupInProgress(progress)).toEqual(expected);
});

describe('parseSetup', () => {
  test.each([undefined, null, 0, 'x', [], {}, { done: 7 }, { done: [] }, { source: 'elsewhere', done: 'x' }])(
    'reads no progress from %o',
    (value) => {
      expect(parseSetup(value)).toEqual(NO_PROGRESS);
    },
  );

  test('keeps a valid progress', () => {
    const progress = withObservations(inputOf({ ...byHand('systems', 'get'), source: 'office' }, opened));
    expect(parseSetup(JSON.parse(JSON.stringify(progress)))).toEqual(progress);
  });

  test.each([
    { by: 'magic', run: 'x' },
    { by: 'hand', run: 7 },
    { by: 'hand', run: 'x'.repeat(41) },
    { by: 'hand' },
    'done',
    null,
  ])('drops only the invalid tick %o', (tick) => {
    const { done } = byHand('systems', 'get');
    expect(parseSetup({ done: { ...done, install: tick } })).toEqual({ done });
  });

  test('drops an invalid system id from its tick', () => {
    expect(parseSetup({ done: { check: { by: 'opened', run: 'x', system: '<x>' } } }).done.check).toEqual({
      by: 'opened',
      run: 'x',
    });
  });
});
