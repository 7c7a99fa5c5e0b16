import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Debian's Chromium reads its policies from, for every user of the machine. */
const POLICIES = '/etc/chromium/policies/managed';

/** A policy of the machine for one copy of the extension; whoever makes it takes it away again. */
export interface MachinePolicy {
  /** The copy: its path, and so its id, is nobody else's, so that no other browser on the machine has this policy. */
  extension: string;
  /** Writes policies, as JSON; a running browser reads them within seconds. They are those of every browser on the machine. */
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
