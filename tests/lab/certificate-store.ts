/** The certificate store of Chromium on Linux: an NSS database below HOME. */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientCertificate } from './certificates.ts';
import type { Lab } from './lab.ts';
import { runTool } from './tools.ts';

/** The certificate that is installed on a PC. */
export type CertificateState = 'none' | ClientCertificate;

/** Folders of the store: older and newer versions of Chromium use different ones. */
const STORE_FOLDERS = ['.pki/nssdb', '.local/share/pki/nssdb'];

const prepared = new WeakMap<Lab, Map<CertificateState, Promise<string>>>();

/** Writes a store into a home folder. It trusts the lab's servers and has the certificate of this state. */
export async function installCertificates(lab: Lab, state: CertificateState, home: string): Promise<void> {
  const source = await preparedStore(lab, state);
  await Promise.all(
    STORE_FOLDERS.map(async (folder) => {
      await mkdir(join(home, folder), { recursive: true });
      await cp(source, join(home, folder), { recursive: true });
    }),
  );
}

/** Makes a store, which needs about a second, once per lab and state. */
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
