import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The id that Chromium gives an unpacked extension, from the path of its folder. */
export function unpackedExtensionId(folder: string): string {
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 32);
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
