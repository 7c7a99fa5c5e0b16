import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { MANUAL, systemIds } from '@/utils/catalog/facts.ts';
import { SIGNS } from '@/utils/diagnosis/signs/signs.ts';
import { PANEL_SECTIONS } from '@/utils/panel-sections.ts';
import { parseRun } from '@/utils/run/parse-run.ts';
import { CAUSE_CODES } from '../support/builders.ts';
import { startFakePc } from '../wiring/fake-pc.ts';
import {
  anything,
  lookalikeHost,
  objectWith,
  prototypeKeys,
  prototypeName,
  SECRET,
  secretAddress,
  text,
} from './hostile.ts';

const OFFICE = 'https://office.mamoris-net.jp/';
const EXTENSION_ID = fakeBrowser.runtime.id;

let pc: Awaited<ReturnType<typeof startFakePc>>;
const request = vi.fn<typeof fetch>();

beforeEach(async () => {
  request.mockReset();
  vi.stubGlobal('fetch', request);
  vi.stubGlobal('navigator', { onLine: true, userAgent: '' });
  request.mockImplementation(async () => new Response(''));
  pc = await startFakePc();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const type = fc.oneof(
  fc.constantFrom('signs', 'retry', 'check', 'panel', 'reminder'),
  fc.constantFrom('other', '__proto__', '', 'Signs', ['signs']),
);
/** Messages with the fields of the extension's messages, sound or not. */
const similarMessage = fc.record(
  {
    type,
    status: fc.oneof(fc.integer({ min: 100, max: 599 }), anything),
    signs: fc.oneof(fc.subarray([...SIGNS]), fc.array(text), anything),
    restored: fc.oneof(fc.boolean(), anything),
    tabId: fc.oneof(fc.constantFrom(1, 2, 99, -1, 1.5), anything),
    system: fc.oneof(fc.constantFrom(...systemIds(MANUAL)), prototypeName, text, anything),
    section: fc.oneof(fc.constantFrom(...PANEL_SECTIONS), prototypeName, anything),
    text: fc.constant(SECRET),
    title: fc.constant(SECRET),
    cause: fc.constant('none'),
  },
  { requiredKeys: ['type'] },
);
const sound = fc.oneof(
  fc.record({ type: fc.constant('check'), system: fc.constantFrom(...systemIds(MANUAL)) }),
  fc.record({ type: fc.constant('retry'), tabId: fc.constantFrom(1, 2) }),
  fc.record({ type: fc.constant('panel'), section: fc.constantFrom(...PANEL_SECTIONS) }),
  fc.record({ type: fc.constantFrom('reminder', 'reader') }),
  fc.record({
    type: fc.constant('signs'),
    status: fc.constantFrom(200, 400, 403, 503),
    restored: fc.boolean(),
    signs: fc.subarray([...SIGNS]),
  }),
);
const message = fc.oneof(sound, { weight: 3, arbitrary: similarMessage }, anything, objectWith('type', 'signs'));

const tab = fc.constantFrom({ id: 1 }, { id: 2 });
const extensionId = fc.constant(EXTENSION_ID);
/** Senders that the worker ignores: neither pages of systems nor surfaces of the extension. */
const stranger = fc.oneof(
  fc.record({
    id: fc.oneof(text, fc.constant(undefined), prototypeName),
    frameId: fc.constant(0),
    tab,
    url: secretAddress,
  }),
  fc.record({ id: text, url: fc.constant(`chrome-extension://${EXTENSION_ID}/popup.html`) }),
  fc.record({ id: extensionId, frameId: fc.integer({ min: 1, max: 9 }), tab, url: secretAddress }),
  fc.record({ id: extensionId, frameId: fc.constant(0), tab, url: lookalikeHost.map((host) => `https://${host}/`) }),
  fc.record({ id: extensionId, frameId: fc.constant(0), url: secretAddress }),
  fc.record({ id: extensionId, tab, url: secretAddress }),
  fc.record({
    id: extensionId,
    frameId: fc.constant(0),
    tab,
    url: fc.constantFrom('about:blank', 'about:srcdoc', 'data:,x', ''),
  }),
  fc.record({
    id: extensionId,
    tab,
    frameId: fc.constant(0),
    url: text.map((end) => `blob:https://office.mamoris-net.jp/${end}`),
  }),
  fc.record({
    id: extensionId,
    url: fc.constantFrom(`chrome-extension://${EXTENSION_ID}x/a.html`, `https://${EXTENSION_ID}/`, OFFICE),
  }),
);
const page = fc.record({ id: extensionId, frameId: fc.constant(0), tab, url: secretAddress });
const surface = fc.record({
  id: extensionId,
  url: fc
    .constantFrom('popup.html', 'sidepanel.html', 'options.html#admin')
    .map((path) => `chrome-extension://${EXTENSION_ID}/${path}`),
});

async function stored(): Promise<string> {
  const areas = await Promise.all([fakeBrowser.storage.local.get(), fakeBrowser.storage.session.get()]);
  return JSON.stringify(areas);
}

/** Sends a message and advances the fake clock until the answer. */
async function send(content: unknown, sender: object): Promise<unknown> {
  const answer = pc.send(structuredClone(content), sender);
  await vi.advanceTimersByTimeAsync(4000);
  return answer;
}

describe('messages', () => {
  test('[SEC-12] a message of another extension, frame or site changes nothing and gets no answer', async () => {
    const [before, answersBefore] = [await stored(), prototypeKeys()];
    await fc.assert(
      fc.asyncProperty(message, stranger, async (content, sender) => {
        expect(await send(content, sender)).toBeNull();
        expect(await stored()).toBe(before);
      }),
      { numRuns: 1000 },
    );
    expect(pc.openPanel).not.toHaveBeenCalled();
    expect(pc.openPopup).not.toHaveBeenCalled();
    expect(pc.executeScript).not.toHaveBeenCalled();
    expect(request).not.toHaveBeenCalled();
    expect(prototypeKeys()).toEqual(answersBefore);
  });

  test('[SEC-03] a page’s message gets the content of a banner, and storage keeps only codes of it', async () => {
    const before = prototypeKeys();
    await fc.assert(
      fc.asyncProperty(message, page, async (content, sender) => {
        const answer = await send(content, sender);
        if (typeof answer === 'object' && answer !== null && 'cause' in answer)
          expect(CAUSE_CODES).toContain(answer.cause);
        else expect(['boolean', 'object']).toContain(typeof answer);
        expect(JSON.stringify(answer)).not.toContain(SECRET);
        const kept = await stored();
        expect(kept).not.toContain(SECRET);
        expect(kept).not.toMatch(/[<>?#]/);
        const run = (await fakeBrowser.storage.session.get('run')).run;
        if (run) expect(parseRun(run)).toEqual({ ...parseRun({}), ...JSON.parse(JSON.stringify(run)) });
      }),
      { numRuns: 500 },
    );
    // A page can trigger neither probes of other hosts nor the popup.
    expect(pc.openPopup).not.toHaveBeenCalled();
    expect(prototypeKeys()).toEqual(before);
    for (const [address] of request.mock.calls) expect(String(address)).toMatch(/^https:\/\/\w+\.mamoris-net\.jp\//);
  });

  test('[SEC-52] a surface’s message is handled if it is valid, and sends probes to Mamoris hosts only', async () => {
    await fc.assert(
      fc.asyncProperty(message, surface, async (content, sender) => {
        const answer = await send(content, sender);
        expect(typeof answer).toBe('object');
        expect(await stored()).not.toContain(SECRET);
      }),
      { numRuns: 500 },
    );
    expect(pc.openPanel).not.toHaveBeenCalled();
    expect(request.mock.calls.length).toBeGreaterThan(0);
    for (const [address] of request.mock.calls) expect(String(address)).toMatch(/^https:\/\/\w+\.mamoris-net\.jp\//);
  });
});
