import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManualSystemId } from '../../../utils/catalog/systems.ts';
import { checkPage, customRefusal, loginPage } from '../answers.ts';
import { addressOf } from '../lab.ts';
import { startProgram } from './program.ts';
import {
  acceptedVisit,
  isCertificateOptional,
  type RefusalMode,
  type ServerMaker,
  type ServerSetup,
  type Site,
} from './types.ts';

export const startNginx: ServerMaker = (servers, setup) =>
  startProgram('nginx', servers, setup, async (folder, sites) => {
    const file = join(folder, 'nginx.conf');
    await writeFile(file, nginxConfig(folder, sites, setup));
    // `-e`: before nginx has read its configuration, it would write to the log folder of the distribution.
    return ['-p', folder, '-e', join(folder, 'error.log'), '-c', file];
  });

function nginxConfig(folder: string, sites: readonly Site[], setup: ServerSetup): string {
  const { identity, clientCaFile, crlFile, env } = setup;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `  ${kind}_temp_path ${join(folder, kind)};`,
  );
  return `
daemon off;
master_process off;
# Settings of libfaketime: nginx removes all other variables from its environment.
${Object.keys(env)
  .map((name) => `env ${name};`)
  .join('\n')}
pid ${join(folder, 'nginx.pid')};
error_log ${join(folder, 'error.log')};
events {}
http {
${temporary.join('\n')}
  access_log off;
  default_type "text/html; charset=utf-8";
  ssl_certificate ${identity.certificateFile};
  ssl_certificate_key ${identity.keyFile};
  ssl_client_certificate ${clientCaFile};
  ssl_crl ${crlFile};
${sites.map((site) => serverBlocks(site, setup)).join('')}
}
`;
}

function serverBlocks(site: Site, { system, wildcardFile }: ServerSetup): string {
  const { mode } = site;
  const login = quote(loginPage(acceptedVisit(system)).body);
  if (mode === 'shared') {
    const named = (id: ManualSystemId) =>
      `server_name ${new URL(addressOf(id)).hostname};\n    ssl_certificate ${wildcardFile};`;
    const absent = quote(checkPage({ ...acceptedVisit(system), certificate: 'none' }).body);
    const present = quote(checkPage(acceptedVisit(system)).body);
    return [
      serverBlock(site, 'on', `return 200 ${login};`, named(system.id)),
      serverBlock(site, 'off', `return 200 ${login};`, named('portal')),
      serverBlock(
        site,
        'optional',
        `${unlessAccepted(`200 ${absent}`)}\n      return 200 ${present};`,
        named('clientcheck'),
      ),
    ].join('');
  }
  const answer = mode.startsWith('gives-') ? mode.slice('gives-'.length) : `200 ${login}`;
  const verify = isCertificateOptional(mode) ? 'optional' : 'on';
  return serverBlock(site, verify, `${refusal(mode)}\n      return ${answer};`);
}

function serverBlock(
  { address, port, tls, http }: Site,
  verify: 'on' | 'off' | 'optional',
  answers: string,
  names = '',
): string {
  return `
  server {
    listen ${address}:${port} ssl${http === '2' ? ' http2' : ''};
    ssl_protocols TLSv${tls};
    ssl_verify_client ${verify};
    ${names}
    location / {
      ${answers}
    }
  }`;
}

function refusal(mode: RefusalMode): string {
  const answers: Partial<Record<RefusalMode, string>> = {
    'custom-403': `403 ${quote(customRefusal(403, 'none').body)}`,
    'custom-200': `200 ${quote(customRefusal(200, 'none').body)}`,
    'bare-403': '403',
    'bare-400': '400',
  };
  const answer = answers[mode];
  return answer === undefined ? '' : unlessAccepted(answer);
}

function unlessAccepted(answer: string): string {
  return `if ($ssl_client_verify != SUCCESS) { return ${answer}; }`;
}

/** A text as a string of nginx's configuration language. */
function quote(text: string): string {
  return `'${text.replaceAll("'", '&#39;').replaceAll('$', '&#36;')}'`;
}
