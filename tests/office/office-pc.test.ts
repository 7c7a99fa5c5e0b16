import { describe, expect, test } from 'vitest';
import { HOUR, SECOND } from '../../utils/time.ts';
import { createCalendar, type LineTrouble, midnightOf } from './calendar.ts';
import { Dice } from './dice.ts';
import { type Certificate, createPc } from './institution.ts';
import { OfficePc } from './office-pc.ts';
import type { Scene } from './play.ts';
import { BUSY, calm, outage, PICKY } from './scenes.ts';
import type { Outcome, Witness } from './witness.ts';
import { World } from './world.ts';

const OFFICE = 'https://office.mamoris-net.jp/';
const JIMU = 'https://jimu.mamoris-net.jp/';

/** A PC in a scene on a Monday at 9:00, whose worker does nothing. */
function createIdlePc(change: (scene: Scene) => Scene, lines: LineTrouble[] = []): OfficePc {
  const { calendar, traits } = change({ calendar: createCalendar(PICKY, 1), traits: createPc(PICKY, 0, 1) });
  const idle = () => ({ background: { main() {} } }) as never;
  return new OfficePc(
    { worker: idle, surface: idle },
    {
      traits,
      world: new World(PICKY, { ...calendar, lines }),
      now: midnightOf(0) + 9 * HOUR,
      dice: new Dice(PICKY),
    },
  );
}

const wait = (pc: OfficePc, duration: number) => pc.play(pc.pause(duration), []);

/** Loads addresses at once, each in its own tab, and returns the accepted causes of their failures. */
async function truthsOf(pc: OfficePc, addresses: string[]) {
  const loads = addresses.map((address) => pc.load(pc.openTab(), address));
  await wait(pc, 5 * SECOND);
  const outcomes: Outcome[] = await Promise.all(loads);
  return outcomes.map((outcome) => (outcome.is === 'failed' ? outcome.truth : undefined));
}

describe('the certificate dialog', () => {
  test('closes with its load: an answer to it leaves the dialog of the next load open', async () => {
    const pc = createIdlePc(calm({}));
    const answers: ((chosen: Certificate) => void)[] = [];
    pc.answerDialog = () => new Promise((resolve) => answers.push(resolve));
    const tab = pc.openTab();
    void pc.load(tab, OFFICE);
    await wait(pc, SECOND);
    void pc.load(tab, OFFICE);
    await wait(pc, SECOND);
    answers[0]?.('good');
    await wait(pc, SECOND);
    expect([pc.waiting.has(tab.id), pc.dialogs.has(tab.id)]).toEqual([true, true]);
  });

  test('closes with a choice in another tab, also if it was shown before', async () => {
    const pc = createIdlePc(calm({}));
    const answers: ((chosen: Certificate) => void)[] = [];
    pc.answerDialog = () => new Promise((resolve) => answers.push(resolve));
    const first = pc.openTab();
    const load = pc.load(first, OFFICE);
    await wait(pc, SECOND);
    void pc.load(pc.openTab(), OFFICE);
    await wait(pc, SECOND);
    expect(answers).toHaveLength(2);
    answers[1]?.('good');
    await wait(pc, 5 * SECOND);
    expect([pc.waiting.has(first.id), pc.dialogs.has(first.id)]).toEqual([false, false]);
    expect(await load).toMatchObject({ is: 'opened' });
  });

  test('closes in each tab that waits for the same choice', async () => {
    const pc = createIdlePc(calm({}));
    pc.answerDialog = ([first]) => pc.pause(SECOND).then(() => first);
    const closed: number[] = [];
    const witness = { endDialog: ({ id }: { id: number }) => closed.push(id) };
    // The other reports do not matter here.
    pc.witness = new Proxy(witness as never as Witness, {
      get: (target, name: keyof Witness) => target[name] ?? (() => {}),
    });
    const [back, front] = [pc.openTab(), pc.openTab()];
    for (const tab of [back, front]) void pc.load(tab, OFFICE);
    await wait(pc, 5 * SECOND);
    expect(closed).toEqual([front.id, back.id]);
  });
});

describe('the truth', () => {
  test('an address of no system is wrong even behind a proxy that refuses everything', async () => {
    const lines: LineTrouble[] = [{ ...BUSY, institution: 0, how: 'proxy-refuses' }];
    const pc = createIdlePc(calm({}, { institution: { line: 'proxy' } }), lines);
    const [wrong, right] = await truthsOf(pc, ['https://ofice.mamoris-net.jp/', OFFICE]);
    expect(wrong?.causes).toContain('wrong-address');
    expect(right?.causes).toEqual(['proxy-problem']);
  });

  test('an outage behind an inspection looks like the lack of the certificate that the inspection removes', async () => {
    const inspections = [{ ...BUSY, isTrusted: true }];
    const pc = createIdlePc(calm({ inspections }, { troubles: [outage('bare403-late', ['office'])] }));
    const [failure] = await truthsOf(pc, [OFFICE]);
    expect(failure).toMatchObject({ causes: ['server-error', 'certificate-lost', 'tls-intercepted'], isThin: true });
    const others = calm({ inspections }, { troubles: [outage('refused', ['office']), outage('error503', ['jimu'])] });
    const [refused, unavailable] = await truthsOf(createIdlePc(others), [OFFICE, JIMU]);
    expect(refused?.causes).toEqual(['server-unreachable']);
    expect(unavailable?.causes).toEqual(['maintenance', 'server-error']);
  });

  test('a connection that breaks off after a refusal elsewhere looks like one more, also if it began before', async () => {
    const renewal = { at: midnightOf(0), isAnnounced: false, expires: false };
    const troubles = [outage('reset-late', ['jimu'])];
    const pc = createIdlePc(
      calm({ certificates: ['old'] }, { institution: { renewal, choosesByPolicy: true }, troubles }),
    );
    const [refusal, breakOff] = await truthsOf(pc, [OFFICE, JIMU]);
    expect(refusal?.causes).toEqual(['certificate-rejected']);
    expect(breakOff?.isThin).toBe(true);
    const healthy = createIdlePc(calm({}, { institution: { choosesByPolicy: true }, troubles }));
    expect((await truthsOf(healthy, [JIMU]))[0]?.isThin).toBe(false);
  });
});
