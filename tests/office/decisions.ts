import type { Certificate, Institution } from './institution.ts';

/** The browser's decision about the certificate for a host; it lasts until the browser ends. */
export type Decision = Certificate | 'none' | 'cancelled';

/** What a browser remembers of certificates, by host. */
export class Decisions {
  readonly #byHost = new Map<string, Decision>();
  readonly #institution: Institution;

  constructor(institution: Institution) {
    this.#institution = institution;
  }

  get(host: string): Decision | undefined {
    return this.#byHost.get(host);
  }

  set(host: string, decision: Decision): void {
    this.#byHost.set(host, decision);
  }

  /** The browser's decision about the certificate for a host; `undefined`: it needs the user's. */
  decide(host: string, offered: readonly Certificate[]): Decision | undefined {
    const known = this.#byHost.get(host);
    if (known) return known;
    if (offered.length > 0 && !this.#institution.choosesByPolicy) return undefined;
    // The policy names the authority, so that it chooses no foreign certificate.
    const decision = offered.find((kind) => kind !== 'foreign') ?? 'none';
    this.#byHost.set(host, decision);
    return decision;
  }

  /** Forgets the decision for a host if this error makes Chromium do so. */
  forget(host: string, error: string): void {
    if (error === 'net::ERR_BAD_SSL_CLIENT_AUTH_CERT') this.#byHost.delete(host);
  }

  clear(): void {
    this.#byHost.clear();
  }
}

/** The certificate that the browser sends after a decision. */
export function certificateOf(decision: Decision | undefined): Certificate | undefined {
  return decision === 'none' || decision === 'cancelled' ? undefined : decision;
}
