/**
 * Serves the page that changes PC and systems by hand. It answers only at its secret address: on loopback, below a
 * random token.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CertificateState } from '../../tests/lab/certificate-store.ts';
import { type BehaviourName, DEFAULT_BEHAVIOURS, SERVER_BEHAVIOURS } from '../../tests/lab/server-behaviours.ts';
import { type ManualSystemId, SYSTEMS } from '../../utils/catalog/systems.ts';
import type { NameOf } from './system-names.ts';

/** Choices for a PC: values and labels. */
const CHOICES = {
  certificate: {
    none: '証明書なし',
    good: '正しい証明書',
    expired: '期限切れの証明書',
    'other-ca': '別の認証局の証明書',
    revoked: '失効した証明書',
  } satisfies Record<CertificateState, string>,
  dialog: { auto: '自動で選ばれる', ask: '選択画面が開く' },
  hour: { '10:00': '10:00（利用時間内）', '23:00': '23:00（利用時間外）', real: '実際の時刻' },
} as const;

type Choices = typeof CHOICES;
export type PcChoice = { [Name in keyof Choices]: keyof Choices[Name] };
export type Hour = PcChoice['hour'];

export const FIRST_PC: PcChoice = { certificate: 'none', dialog: 'auto', hour: '10:00' };

export interface ConsoleState {
  pc: PcChoice;
  behaviours: Record<ManualSystemId, BehaviourName>;
}

/** Actions of the page. */
export interface ConsoleActions {
  /** Replaces the browser, and the page in it. */
  choosePc(pc: PcChoice): void;
  setBehaviour(id: ManualSystemId, behaviour: BehaviourName): Promise<void>;
  resetBehaviours(): Promise<void>;
}

export interface Console {
  address: string;
  close(): Promise<void>;
}

const FILES: Record<string, { name: string; type: string }> = {
  '': { name: 'index.html', type: 'text/html' },
  'console.js': { name: 'console.js', type: 'text/javascript' },
  'console.css': { name: 'console.css', type: 'text/css' },
};

const LONGEST_ORDER = 1000;

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'self'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

export async function startConsole(state: ConsoleState, nameOf: NameOf, actions: ConsoleActions): Promise<Console> {
  const base = `/${randomBytes(16).toString('hex')}/`;
  const server = createServer((request, response) => {
    respond(request, response).catch((error) => {
      console.error(error);
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, body = '', type = 'text/plain') => {
      response.writeHead(status, { ...HEADERS, 'Content-Type': `${type}; charset=utf-8` }).end(body);
    };
    const { method, url = '' } = request;
    // Refuses other host names: they belong to sites that resolve their name to loopback.
    if (request.headers.host !== host || !url.startsWith(base)) return send(404);
    const what = url.slice(base.length);
    if (method === 'POST') {
      const order = await readOrder(request);
      const isDone = order !== undefined && (await obey(what, order, actions));
      return isDone ? send(200, JSON.stringify(view(state, nameOf)), 'application/json') : send(400);
    }
    if (method !== 'GET') return send(405);
    if (what === 'state') return send(200, JSON.stringify(view(state, nameOf)), 'application/json');
    const file = Object.hasOwn(FILES, what) ? FILES[what] : undefined;
    if (file === undefined) return send(404);
    send(200, await readFile(new URL(`console/${file.name}`, import.meta.url), 'utf8'), file.type);
  }

  return {
    address: `http://${host}${base}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The data of the page. */
function view(state: ConsoleState, nameOf: NameOf) {
  return {
    pc: state.pc,
    choices: CHOICES,
    behaviours: Object.fromEntries(Object.entries(SERVER_BEHAVIOURS).map(([name, { label }]) => [name, label])),
    systems: SYSTEMS.map(({ id, address }) => ({
      id,
      address,
      name: nameOf(id),
      behaviour: state.behaviours[id],
      defaultBehaviour: DEFAULT_BEHAVIOURS[id],
    })),
  };
}

/** The posted JSON object; `undefined`: no object, or too long. */
async function readOrder(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LONGEST_ORDER) return undefined;
  }
  try {
    const order: unknown = JSON.parse(text);
    return typeof order === 'object' && order !== null ? { ...order } : undefined;
  } catch {
    return undefined;
  }
}

/** @returns whether the order was valid and is done */
async function obey(what: string, order: Record<string, unknown>, actions: ConsoleActions): Promise<boolean> {
  if (what === 'pc') {
    const { certificate, dialog, hour } = order;
    if (!isKeyOf(CHOICES.certificate, certificate)) return false;
    if (!isKeyOf(CHOICES.dialog, dialog) || !isKeyOf(CHOICES.hour, hour)) return false;
    actions.choosePc({ certificate, dialog, hour });
  } else if (what === 'behaviour') {
    const { system, behaviour } = order;
    if (!isKeyOf(DEFAULT_BEHAVIOURS, system) || !isKeyOf(SERVER_BEHAVIOURS, behaviour)) return false;
    await actions.setBehaviour(system, behaviour);
  } else if (what === 'reset') await actions.resetBehaviours();
  else return false;
  return true;
}

function isKeyOf<T extends object>(table: T, value: unknown): value is keyof T {
  return typeof value === 'string' && Object.hasOwn(table, value);
}
