/** What Chromium on Linux knows about certificates: an NSS database below HOME. */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientCertificate } from './certificates.ts';
import type { Lab } from './lab.ts';
import { runTool } from './tools.ts';

/** What is installed on a PC. */
export type CertificateState = 'none' | ClientCertificate;

/** Older and newer versions of Chromium look in different places. */
const PLACES = ['.pki/nssdb', '.local/share/pki/nssdb'];

const prepared = new WeakMap<Lab, Map<CertificateState, Promise<string>>>();

/** Puts a store that trusts the lab's servers, with the certificate of this state, into a home folder. */
export async function installCertificates(lab: Lab, state: CertificateState, home: string): Promise<void> {
  const source = await preparedStore(lab, state);
  await Promise.all(
    PLACES.map(async (place) => {
      await mkdir(join(home, place), { recursive: true });
      await cp(source, join(home, place), { recursive: true });
    }),
  );
}

/** Making a store takes a second or so; it is made once per lab and state, and copied. */
function preparedStore(lab: Lab, state: CertificateState): Promise<string> {
  const stores = prepared.get(lab) ?? new Map<CertificateState, Promise<string>>();
  prepared.set(lab, stores);
  const store = stores.get(state) ?? prepareStore(lab, state);
  stores.set(state, store);
  return store;
}

async function prepareStore(lab: Lab, state: CertificateState): Promise<string> {
  const dir = join(lab.dir, `store-${state}`);
  await mkdir(dir);
  const store = `sql:${dir}`;
  await runTool('certutil', ['-d', store, '-N', '--empty-password']);
  await runTool('certutil', ['-d', store, '-A', '-t', 'C,,', '-n', 'lab', '-i', lab.certificates.serverCaFile]);
  if (state !== 'none') {
    await runTool('pk12util', ['-d', store, '-i', lab.certificates.clientFile(state), '-W', '', '-K', '']);
  }
  return dir;
}
