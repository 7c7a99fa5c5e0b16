/** The network of an office PC: what its requests carry, and its probes (docs/browser-facts.md). */

import { ORIGIN } from '../random/api.ts';
import type { Clock } from '../random/clock.ts';
import type { Process } from '../random/process.ts';
import type { Started } from '../random/random-pc.ts';
import { certificateOf, Decisions } from './decisions.ts';
import type { Dice } from './dice.ts';
import type { Certificate, PcTraits } from './institution.ts';
import { OfficeWindows } from './office-windows.ts';
import { answerWith, EMPTY_PAGE } from './probe-answer.ts';
import type { Reaction, Request } from './reaction.ts';
import { offeredTo } from './refusal.ts';
import type { LoadOptions, Witness } from './witness.ts';
import type { World } from './world.ts';

export interface PcSetting {
  traits: PcTraits;
  world: World;
  dice: Dice;
  now: number | Clock;
  isPrivate?: boolean;
}

/** A PC whose requests reach the servers of the world. */
export class OfficeNetwork extends OfficeWindows {
  readonly traits: PcTraits;
  readonly world: World;
  certificates: Certificate[];
  /** How far the PC's clock is wrong, in ms. */
  clockError = 0;
  hasPassword = false;
  dice: Dice;
  witness: Witness | undefined;
  override readonly isPrivate: boolean;
  protected readonly decisions: Decisions;
  /** Hosts that have opened in this browser run. */
  protected readonly opened = new Set<string>();
  /** A system has refused the certificate in this browser run. */
  protected wasRefused = false;

  constructor(startWorker: (globals: Record<string, unknown>) => Started, setting: PcSetting) {
    super(startWorker, { now: setting.now, slowness: 0, onStop: () => {} });
    this.traits = setting.traits;
    this.decisions = new Decisions(setting.traits.institution);
    this.world = setting.world;
    this.dice = setting.dice;
    this.certificates = [...setting.traits.certificates];
    this.isPrivate = setting.isPrivate ?? false;
    this.tabs.clear();
  }

  /** Resolves after so many ms. */
  pause(duration: number): Promise<void> {
    return new Promise((resolve) => void this.clock.after(duration, resolve));
  }

  /** Forgets what the browser run has learnt. */
  protected forgetRun(): void {
    this.decisions.clear();
    this.opened.clear();
    this.wasRefused = false;
    this.hasPassword = false;
  }

  protected request(address: string, { isPost = false }: LoadOptions, isProbe: boolean): Request {
    const { traits, dice, certificates, hasPassword } = this;
    const isClockWrong = this.clockError !== 0;
    const url = new URL(address);
    const hasOpened = this.opened.has(url.hostname);
    const at = this.clock.trueNow;
    return {
      pc: traits,
      url,
      server: this.world.serverAt(url),
      at,
      dice,
      isProbe,
      isPost,
      isClockWrong,
      hasPassword,
      certificates,
      hasOpened,
    };
  }

  override fetch(process: Process, address: string, limit: number): Promise<unknown> {
    process.fetches += 1;
    const answer = this.#probe(process, address, limit);
    const count = () => {
      process.fetches -= 1;
    };
    answer.then(count, count);
    return answer;
  }

  async #probe(process: Process, address: string, limit: number): Promise<unknown> {
    const url = URL.parse(address);
    if (!url) throw new TypeError('Failed to fetch');
    const started = this.clock.passed;
    const isLate = (after: number) => this.clock.passed - started + after >= limit;
    const reaction = this.#reactToProbe(address);
    const after = 'after' in reaction ? reaction.after : reaction.is === 'prompt' ? 30 : Number.POSITIVE_INFINITY;
    this.witness?.log(
      `probe of ${url.hostname}: ${reaction.is === 'error' ? reaction.error : reaction.is === 'page' ? reaction.page.status : reaction.is}`,
    );
    await this.pause(isLate(after) ? limit : after);
    if (isLate(0)) throw new DOMException('Too late', 'TimeoutError');
    if (reaction.is === 'error') {
      const request = { tabId: -1, url: address, initiator: ORIGIN, error: reaction.error };
      process.emit('onErrorOccurred', [request], ({ filter }) => filter?.tabId === -1);
      throw new TypeError('Failed to fetch');
    }
    // A probe follows no redirect.
    if (reaction.is === 'page' && reaction.at) return { type: 'opaqueredirect' };
    return answerWith(reaction.is === 'page' ? reaction.page : EMPTY_PAGE, this.clock.trueNow);
  }

  #reactToProbe(address: string): Reaction {
    const request = this.request(address, {}, true);
    const broken = this.world.connect(request);
    if (broken) return broken;
    const { hostname } = request.url;
    const offered = offeredTo(request);
    const decision = offered && this.decisions.decide(hostname, offered);
    if (offered && decision === undefined) {
      const error = 'net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED';
      return { is: 'error', error, after: this.dice.between(20, 120), truth: { causes: [] } };
    }
    const reaction = this.world.serve(request, certificateOf(decision), { hadDialog: false });
    if (reaction.is === 'error') this.decisions.forget(hostname, reaction.error);
    return reaction;
  }
}
