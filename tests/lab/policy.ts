import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folder of the machine's policies for Debian's Chromium. */
const POLICIES = '/etc/chromium/policies/managed';

/** A policy of the machine for one copy of the extension. The caller must close it. */
export interface MachinePolicy {
  /** The copy. Its path, and so its id, is unique, so that no other browser on the machine has this policy. */
  extension: string;
  /** Writes policies of all browsers on the machine, as JSON. Running browsers read them within seconds. */
  write(json: string): Promise<void>;
  /** Writes the policy of the copy alone. `text`: the value of `settings`. */
  set(extensionId: string, text: string): Promise<void>;
  remove(): Promise<void>;
  close(): Promise<void>;
}

export async function prepareMachinePolicy(build = '.output/chrome-mv3'): Promise<MachinePolicy> {
  const dir = await mkdtemp(join(tmpdir(), 'mamoris-navi-policy-'));
  const extension = join(dir, 'extension');
  await cp(build, extension, { recursive: true });
  const file = join(POLICIES, `mamoris-navi-test-${process.pid}.json`);
  const remove = () => rm(file, { force: true });
  const write = async (json: string) => {
    await mkdir(POLICIES, { recursive: true });
    await writeFile(file, json);
  };
  return {
    extension,
    write,
    set: (extensionId, text) =>
      write(JSON.stringify({ '3rdparty': { extensions: { [extensionId]: { settings: text } } } })),
    remove,
    async close() {
      await remove();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
