/** Faults that the product once had, to prove that the office finds each of them: how to plant it, and a scene. */
import { HOUR, SECOND } from '../../utils/time.ts';
import { ADDED_SYSTEM, midnightOf } from './calendar.ts';
import type { Scene } from './play.ts';
import { AFTERNOONS, BREAKDOWNS, BUSY, calm, outage, PICKY } from './scenes.ts';
import type { Mistake } from './tally.ts';

interface Planted {
  /** The code of worker and surface, and its replacement. */
  code: readonly (readonly [from: string, to: string])[];
  /** Makes the fault's occasion frequent. */
  scene: (scene: Scene) => Scene;
  /** Another office, whose servers are as the fault needs them. */
  seed?: number;
  /** The mistakes that reveal it. */
  kind: Mistake['kind'];
  text: RegExp;
}

export const PLANTED: Record<string, Planted> = {
  'a certificate that ends after its system has opened counts as lost': {
    code: [
      [
        'const decisive = probeCandidates(c);\n\t\tif (isRenewed(',
        'return lost;\n\t\tconst decisive = [];\n\t\tif (isRenewed(',
      ],
    ],
    scene: calm(
      { systems: ['reform', 'jimu', 'annex', 'hojinkensa', 'office'], certificates: ['old'], night: 'sleeps' },
      {
        institution: {
          choosesByPolicy: true,
          renewal: { at: midnightOf(1) + 12 * HOUR, isAnnounced: false, expires: false },
        },
      },
    ),
    kind: 'wrong',
    text: /^certificate-lost at/,
  },
  'every outage behind a proxy is the proxy’s': {
    code: [['(c.kind === "proxy" || isSameAtPortal(c)) &&', 'true &&']],
    scene: calm({ systems: ['kensa'] }, { institution: { line: 'proxy' }, habits: { mistypes: 0.5 } }),
    kind: 'wrong',
    text: /^proxy-problem.* instead of wrong-address/,
  },
  'a trusted inspection of TLS is a missing certificate, for sure': {
    code: [['function missing(c, because, or = "tls-intercepted")', 'function missing(c, because, or)']],
    scene: calm({ inspections: [{ ...BUSY, isTrusted: true }] }),
    kind: 'wrong',
    text: /^certificate-missing at .* instead of certificate-lost/,
  },
  'an upload counts as stuck after 20 s': {
    code: [['if (c.isPost) return SENDING_PATIENCE;', '']],
    scene: calm({ systems: ['kensa'] }, { habits: { uploads: 1 } }),
    kind: 'false alarm',
    text: /^badge "!" at .*upload/,
  },
  'the button of the card reloads a form that is being sent': {
    code: [
      ['if (c.isPost) return SENDING_PATIENCE;', ''],
      ['return hasEnded(attempt) && requestId', 'return true || requestId'],
      ['!tab || !isShown ||', '!tab ||'],
    ],
    scene: calm({ systems: ['kensa'] }, { habits: { uploads: 1 } }),
    kind: 'loss',
    text: /would lose the form/,
  },
  'a page without a title counts as an error page': {
    code: [['return shown.address === plainAddress(url);', 'return false;']],
    scene: calm({ systems: ['office', 'jimu', 'kensa', 'online', 'kizon', 'reform'] }),
    kind: 'false alarm',
    text: /^badge "!"/,
  },
  'systems that never close remind of closing time': {
    code: [['if (hours.to - hours.from >= 24)', 'if (false)']],
    scene: calm({ systems: ['kensa'], isLate: true }, { institution: { isAlwaysOpen: true } }),
    kind: 'false alarm',
    text: /^reminder/,
  },
  'a worker that starts forgets the systems of the administrator': {
    code: [
      ['value.opened.filter(isId)', `value.opened.filter((id) => isId(id) && id !== "${ADDED_SYSTEM}")`],
      ['filter(([, key]) => attempts[key])', `filter(([id, key]) => attempts[key] && id !== "${ADDED_SYSTEM}")`],
    ],
    scene: calm(
      { systems: [ADDED_SYSTEM], inspections: AFTERNOONS },
      { institution: { hasAddedSystem: true, choosesByPolicy: true } },
    ),
    kind: 'wrong',
    text: /^certificate-missing.* instead of certificate-lost/,
  },
  'a slow load that is tried again waits for a dialog': {
    code: [['if (isOld && !excludesDialog)', 'if (isOld)']],
    scene: calm(
      {},
      {
        institution: { choosesByPolicy: true },
        habits: { reloadsSlowPage: 1 },
        troubles: [{ ...BUSY, systems: ['office'], is: 'slow', by: 15_000 }],
      },
    ),
    kind: 'false alarm',
    text: /^badge "\?"/,
  },
  'the popup opens over a prompt for a password': {
    code: [
      ['return passwordPrompt === "first" && !isReported;', 'return false;'],
      ['!viewAfter.tabs[tabId]?.shown?.attempt.passwordPrompt;', 'true;'],
    ],
    scene: calm({ start: 'start-page' }, { institution: { line: 'proxy-with-password' } }),
    kind: 'false alarm',
    text: /^(popup over the prompt|badge "!")/,
  },
  'a private window is the way out of a private window': {
    code: [['return isPrivate() || !isRemembered ? void 0 : { action: step };', 'return { action: step };']],
    scene: calm({}, { habits: { opensPrivately: 1, cancels: 1 } }),
    kind: 'wrong',
    text: /^a private window/,
  },
  'a private window shows the failures of the private session before': {
    code: [['isPrivate() && !await hasOpenTab(run) ? EMPTY_RUN : run', 'run']],
    scene: calm({ systems: ['kensa'] }, { habits: { opensPrivately: 1 }, troubles: [outage('refused', ['kensa'])] }),
    kind: 'false alarm',
    text: /^the card is still about server-unreachable/,
  },
  'a mistyped address is remembered after the right one was opened in another tab': {
    code: [
      [
        'wrong.tabId === ended.tabId || nearestSystem(wrong.address, facts)?.id === system',
        'wrong.tabId === ended.tabId',
      ],
    ],
    scene: calm({ systems: ['hojinkensa'] }, { habits: { mistypes: 0.7 } }),
    kind: 'false alarm',
    text: /^the card is still about wrong-address/,
  },
  'a page with an error status that is parsed late counts as an error page': {
    code: [['hasBegun: true', 'hasBegun: false']],
    scene: calm({ systems: ['kensa', 'online', 'kizon'] }, { habits: { mistakesPassword: 1 } }),
    kind: 'false alarm',
    text: /^popup over a page that works/,
  },
  'an outage that breaks off late is a cancelled dialog': {
    code: [['if (systemProbe.askedAt < endedAt) return false;', 'return false;']],
    scene: calm({}, { troubles: [outage('reset-late', ['office'])] }),
    kind: 'wrong',
    text: /^certificate-not-chosen.* instead of server-unreachable/,
  },
  'a refusal on a page of the portal is the portal’s': {
    code: [['? certificateSystem(address, from, facts)', '? systemOfAddress(address, facts)']],
    scene: calm({ certificates: [] }),
    seed: PICKY,
    kind: 'wrong',
    text: /^certificate-missing at .* is shown as trouble of "portal"/,
  },
  'an extension that is paused for a moment leaves its badges behind': {
    code: [['else if (await isRunUnknown()) await handleStartup();', '']],
    scene: calm({ systems: ['kensa'] }, { habits: { pausesExtension: 1 }, troubles: [outage('error500', ['kensa'])] }),
    kind: 'lost',
    text: /^no warning of server-error/,
  },
  'events have the time at which the worker has started': {
    code: [['at: Math.round(timeStamp)', 'at: Date.now()']],
    scene: calm(
      { workerStart: 3 * SECOND },
      { habits: { cancels: 1 }, troubles: [outage('refused', ['clientcheck'])] },
    ),
    kind: 'wrong',
    text: /^certificate-missing or tls-intercepted.* instead of certificate-not-chosen/,
  },
  'a load in a background tab silences the popup': {
    code: [
      ['activeTabs.has(attempt.tabId)', 'true'],
      ['await view.next();', 'return;'],
    ],
    scene: calm({ systems: ['kizon', 'office'], start: 'restored' }, { troubles: [outage('refused', ['kizon'])] }),
    kind: 'lost',
    text: /^no popup for server-unreachable/,
  },
  'a late worker takes a failure after a visit elsewhere for the same failure': {
    code: [['event.isOver && isLongAgo', 'false && isLongAgo']],
    scene: calm({ workerStart: 500 }, { troubles: [outage('refused', ['office'])] }),
    kind: 'lost',
    text: /^no popup for server-unreachable/,
  },
  'a failure in a window without a toolbar is shown nowhere': {
    code: [['window.type === "popup" ? openWindow() : ', '']],
    scene: calm({ systems: ['kensa'] }, { habits: { opensReport: 1 }, troubles: BREAKDOWNS }),
    kind: 'lost',
    text: /^no warning of server-unreachable.*report$/,
  },
  'the setup counts a certificate for other purposes as installed': {
    code: [
      ['if (certificate !== "usable") return', 'if (certificate !== "usable" && certificate !== "present") return'],
    ],
    scene: calm({ certificates: ['foreign'] }),
    seed: PICKY,
    kind: 'wrong',
    text: /^the guide ticks the installation/,
  },
  'a certificate for other purposes, seen before, is the one that the system wants': {
    code: [
      [
        'certificate.because === "usable-here" || certificate.because === "present-earlier" && c.earlier === "installed"',
        'certificate.because === "usable-here"',
      ],
    ],
    scene: calm({ certificates: ['foreign'] }),
    seed: PICKY,
    kind: 'wrong',
    text: /^certificate-not-chosen.* instead of certificate-missing/,
  },
};

/** Plants a fault in the code of worker or surface. `found` gets the replacements that this code has. */
export function plant(code: string, fault: Planted, found: Set<string>): string {
  return fault.code.reduce((text, [from, to]) => {
    if (text.includes(from)) found.add(from);
    return text.replace(from, () => to);
  }, code);
}
