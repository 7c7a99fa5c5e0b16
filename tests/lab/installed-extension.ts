/** An extension of the profile: the browser has it from the first moment of a start, as that of a user. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findBrowser } from './browser.ts';
import { changePreferences, extensionIdOf } from './profile.ts';
import { runTool } from './tools.ts';

export interface InstalledExtension {
  id: string;
  /** Writes it into a fresh profile. The browser installs it at its first start. */
  addTo(profile: string): Promise<void>;
}

/**
 * Packs a folder, as for an administrator, under a key of its own, and so a unique id. Branded browsers install packed
 * extensions only by a policy, which would affect every browser on the machine.
 */
export async function packExtension(folder: string): Promise<InstalledExtension> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const key = `${folder}.pem`;
  await writeFile(key, privateKey);
  await runTool(findBrowser(), [
    '--headless=new',
    '--no-sandbox',
    `--user-data-dir=${folder}-packer`,
    `--pack-extension=${folder}`,
    `--pack-extension-key=${key}`,
  ]);
  const { version } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const id = extensionIdOf(publicKey);
  return {
    id,
    async addTo(profile) {
      const external = join(profile, 'External Extensions');
      await mkdir(external, { recursive: true });
      const source = { external_crx: `${folder}.crx`, external_version: version };
      await writeFile(join(external, `${id}.json`), JSON.stringify(source));
    },
  };
}

/** A folder that a user has loaded with the developer mode on (README). */
export function unpackedExtension(folder: string): InstalledExtension {
  const path = resolve(folder);
  const id = extensionIdOf(path);
  return {
    id,
    async addTo(profile) {
      const { permissions: api, host_permissions: hosts } = JSON.parse(
        await readFile(join(path, 'manifest.json'), 'utf8'),
      );
      const granted = { api, explicit_host: hosts, manifest_permissions: [], scriptable_host: hosts };
      // 4: `ManifestLocation::kUnpacked` in Chromium.
      const settings = { [id]: { location: 4, path, granted_permissions: granted, active_permissions: granted } };
      await changePreferences(profile, ({ extensions, ...rest }) => ({
        ...rest,
        extensions: { ...Object(extensions), settings, ui: { developer_mode: true } },
      }));
    },
  };
}
