import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { customRefusal, loginPage } from '../answers.ts';
import { startProgram } from './program.ts';
import {
  acceptedVisit,
  isCertificateOptional,
  type RefusalMode,
  type ServerMaker,
  type ServerSetup,
  type Site,
} from './types.ts';

const MODULES = ['mpm_event', 'authz_core', 'alias', 'dir', 'mime', 'ssl', 'http2'];
const MODULE_FOLDERS = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules'];

export const startApache: ServerMaker = (servers, setup) =>
  startProgram('apache2', servers, setup, async (folder, sites) => {
    await mkdir(join(folder, 'pages'));
    await writeFile(join(folder, 'pages/index.html'), loginPage(acceptedVisit(setup.system)).body);
    await writeFile(join(folder, 'pages/refused.html'), customRefusal(403, 'none').body);
    const file = join(folder, 'apache.conf');
    await writeFile(file, apacheConfig(folder, sites, setup));
    // `-X`: one process in the foreground, which leaves no children behind, however it ends.
    return ['-X', '-d', folder, '-f', file];
  });

function apacheConfig(
  folder: string,
  sites: readonly Site[],
  { identity, clientCaFile, crlFile }: ServerSetup,
): string {
  const modules = MODULE_FOLDERS.find(existsSync);
  if (modules === undefined) throw new Error('Apache has no modules; run "node scripts/setup.mjs" once.');
  return `
${MODULES.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
ServerName localhost
PidFile ${join(folder, 'apache.pid')}
DefaultRuntimeDir ${folder}
Mutex pthread
ErrorLog ${join(folder, 'error.log')}
${process.getuid?.() === 0 ? 'User nobody\nGroup nogroup' : ''}
ThreadsPerChild 25
TypesConfig /dev/null
AddType text/html .html
AddDefaultCharset utf-8
DocumentRoot ${join(folder, 'pages')}
DirectoryIndex index.html
SSLSessionCache none
SSLCertificateFile ${identity.certificateFile}
SSLCertificateKeyFile ${identity.keyFile}
SSLCACertificateFile ${clientCaFile}
SSLCARevocationFile ${crlFile}
SSLCARevocationCheck leaf
${sites.map(virtualHost).join('')}
`;
}

function virtualHost({ mode, tls, http, address, port }: Site): string {
  return `
Listen ${address}:${port}
<VirtualHost ${address}:${port}>
  # Without a ServerName, Apache looks up the name of the address, which can take seconds.
  ServerName localhost
  Protocols ${http === '2' ? 'h2 http/1.1' : 'http/1.1'}
  SSLEngine on
  SSLProtocol -all +TLSv${tls}
  SSLVerifyClient ${isCertificateOptional(mode) ? 'optional' : 'require'}
  ${directives(mode)}
</VirtualHost>`;
}

function directives(mode: RefusalMode): string {
  const requireCertificate = `<Location "/">\n    Require expr "%{SSL_CLIENT_VERIFY} == 'SUCCESS'"\n  </Location>`;
  if (mode === 'bare-403') return requireCertificate;
  if (mode === 'custom-403') {
    // Refused clients must be allowed to read the page about the refusal.
    const refusedPage = '<Location "/refused.html">\n    Require all granted\n  </Location>';
    return `${requireCertificate}\n  ${refusedPage}\n  ErrorDocument 403 /refused.html`;
  }
  if (mode.startsWith('gives-')) return `Redirect ${mode.slice('gives-'.length)} /`;
  if (mode === 'required') return '';
  throw new Error(`Apache is not set up for ${mode}`);
}
