import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The id of an extension, which Chromium derives from its public key; of an unpacked one from its folder's path. */
export function extensionIdOf(source: string | Buffer): string {
  const digest = createHash('sha256').update(source).digest('hex').slice(0, 32);
  return [...digest].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

/**
 * Writes the settings of a fresh profile.
 * @param dialog `auto`: the browser chooses a certificate without its dialog, as with an administrator's policy
 * @param extensionIds extensions with pinned icons. An icon that is not pinned slides out before its popup opens.
 */
export async function writeProfile(
  dir: string,
  dialog: 'auto' | 'ask',
  extensionIds: readonly string[],
): Promise<void> {
  const everySystem = { 'https://[*.]mamoris-net.jp,*': { setting: { filters: [{}] } } };
  const preferences = {
    extensions: { pinned_extensions: extensionIds },
    // Prevents the "Restore pages?" bubble.
    profile: {
      exit_type: 'Normal',
      ...(dialog === 'auto' ? { content_settings: { exceptions: { auto_select_certificate: everySystem } } } : {}),
    },
  };
  await mkdir(join(dir, 'Default'), { recursive: true });
  await writeFile(join(dir, 'Default', 'Preferences'), JSON.stringify(preferences));
}

/** Addresses of pages, or `last`: the tabs of the last browser run. */
export type StartPages = readonly string[] | 'last';

/** Sets what the browser opens by itself, as its user does in the settings. The browser must not run. */
export function writeStartPages(dir: string, pages: StartPages): Promise<void> {
  const session = pages === 'last' ? { restore_on_startup: 1 } : { restore_on_startup: 4, startup_urls: pages };
  return changePreferences(dir, (preferences) => ({ ...preferences, session }));
}

/** Changes the settings of a profile. The browser must not run. */
export async function changePreferences(
  dir: string,
  change: (preferences: Record<string, unknown>) => Record<string, unknown>,
): Promise<void> {
  const file = join(dir, 'Default', 'Preferences');
  await writeFile(file, JSON.stringify(change(JSON.parse(await readFile(file, 'utf8')))));
}
