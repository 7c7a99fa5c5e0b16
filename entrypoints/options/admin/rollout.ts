import { parsePolicy } from '../../../utils/settings/policy.ts';

/**
 * What an administrator rolls out, in the words of the browsers' own policies. Sources: Chrome Enterprise policy list and
 * Microsoft Edge policy reference, `AutoSelectCertificateForUrls`, `ExtensionInstallForcelist`; Chromium's
 * "Configuring other apps and extensions" for `3rdparty`.
 */
export interface Rollout {
  extensionId: string;
  /** The managed settings as JSON text; absent: none. */
  settings?: string | undefined;
  /** Which certificate is chosen without asking; absent: people choose. */
  certificate?: CertificateFilter | undefined;
  /** Where the browser gets the extension from; absent: it is installed by other means. */
  updateUrl?: string | undefined;
  /** The number of the first entry in lists, in which an institution may have entries of its own already. */
  firstNumber: number;
}

/** What a certificate's issuer must be called, part by part; none: any certificate fits. */
export type CertificateFilter = Partial<Record<(typeof NAME_PARTS)[number], string>>;

/** The parts of a name that the policy compares: common name, organization, organizational unit, locality. */
export const NAME_PARTS = ['CN', 'O', 'OU', 'L'] as const;

export const BROWSERS = {
  chrome: { key: 'SOFTWARE\\Policies\\Google\\Chrome', folder: '/etc/opt/chrome/policies/managed/' },
  edge: { key: 'SOFTWARE\\Policies\\Microsoft\\Edge', folder: '/etc/opt/edge/policies/managed/' },
} as const;

/** Institutions seldom have entries of this number and above of their own. */
export const FIRST_NUMBER = 101;

export type BrowserName = keyof typeof BROWSERS;

/** Where the stores hand out extensions, as `ExtensionInstallForcelist` wants it. */
export const STORES: Record<BrowserName, string> = {
  chrome: 'https://clients2.google.com/service/update2/crx',
  edge: 'https://edge.microsoft.com/extensionwebstorebase/v1/crx',
};

/**
 * The origins of the systems that ask for a certificate, in order: patterns of `AutoSelectCertificateForUrls`. `settings`: the
 * managed settings that go with it, which may add and change systems.
 */
export function certificateOrigins(settings: string | undefined): string[] {
  const asking = parsePolicy(settings).facts.systems.filter(({ certificate }) => certificate !== 'none');
  return asking.map(({ address }) => new URL(address).origin);
}

/** The entries of `AutoSelectCertificateForUrls`: each is a JSON text of its own. */
export function autoSelectEntries(filter: CertificateFilter, settings: string | undefined): string[] {
  const names = NAME_PARTS.flatMap((part) => (filter[part] ? [[part, filter[part]]] : []));
  const restricted = names.length > 0 ? { ISSUER: Object.fromEntries(names) } : {};
  return certificateOrigins(settings).map((pattern) => JSON.stringify({ pattern, filter: restricted }));
}

/** A text in the registry, below `HKEY_LOCAL_MACHINE`. */
export interface RegistryValue {
  key: string;
  name: string;
  data: string;
}

/** All that a roll-out writes into the registry of a PC, in order. */
export function registryValues(browser: BrowserName, rollout: Rollout): RegistryValue[] {
  const { extensionId, settings, certificate, updateUrl, firstNumber } = rollout;
  const { key } = BROWSERS[browser];
  const list = (policy: string, entries: readonly string[]) =>
    entries.map((data, index) => ({ key: `${key}\\${policy}`, name: String(firstNumber + index), data }));
  return [
    ...list('ExtensionInstallForcelist', updateUrl ? [`${extensionId};${updateUrl}`] : []),
    ...list('AutoSelectCertificateForUrls', certificate ? autoSelectEntries(certificate, settings) : []),
    ...(settings === undefined
      ? []
      : [{ key: `${key}\\3rdparty\\extensions\\${extensionId}\\policy`, name: 'settings', data: settings }]),
  ];
}

/** All that takes a roll-out away again: the same values, and the settings even if they are not typed any more. */
export function removalValues(browser: BrowserName, rollout: Rollout): RegistryValue[] {
  return registryValues(browser, { ...rollout, settings: rollout.settings ?? '' });
}

/**
 * The text of a `.reg` file (Microsoft, "How to add, modify, or delete registry subkeys and values by using a .reg file"): lines end
 * with CRLF; in quotes, backslash and quote have a backslash before them. `change`: what stands for a value.
 */
function regFile(values: readonly RegistryValue[], change: (value: RegistryValue) => string): string {
  const keys = [...new Set(values.map(({ key }) => key))];
  const blocks = keys.map((key) => [
    `[HKEY_LOCAL_MACHINE\\${key}]`,
    ...values.filter((value) => value.key === key).map((value) => `${quoted(value.name)}=${change(value)}`),
  ]);
  return ['Windows Registry Editor Version 5.00', ...blocks.flatMap((block) => ['', ...block]), ''].join('\r\n');
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, (letter) => `\\${letter}`)}"`;
}

/** A `.reg` file that sets these values. Texts with line breaks or other control characters have no place in it: they become spaces. */
export function regFileOf(values: readonly RegistryValue[]): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: They are what is to be kept out.
  return regFile(values, ({ data }) => quoted(data.replaceAll(/[\u0000-\u001f]+/g, ' ')));
}

/** A `.reg` file that takes these values away again, and nothing beside them. */
export function removalRegFileOf(values: readonly RegistryValue[]): string {
  return regFile(values, () => '-');
}

/** The bytes of a text as Windows stores `.reg` files: UTF-16, little end first, with a byte order mark. */
export function utf16(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let index = 0; index < text.length; index += 1) view.setUint16(2 + index * 2, text.charCodeAt(index), true);
  return bytes;
}

/** The policies as JSON: a file in the browsers' policy folder on Linux, and the names and values of a profile on macOS. */
export function policyJson({ extensionId, settings, certificate, updateUrl }: Rollout): string {
  const policies = {
    ...(updateUrl && { ExtensionInstallForcelist: [`${extensionId};${updateUrl}`] }),
    ...(certificate && { AutoSelectCertificateForUrls: autoSelectEntries(certificate, settings) }),
    ...(settings !== undefined && { '3rdparty': { extensions: { [extensionId]: { settings } } } }),
  };
  return `${JSON.stringify(policies, null, 2)}\n`;
}

/** A text in PowerShell: in single quotes only the quote itself is doubled. */
function literal(text: string): string {
  return `'${text.replaceAll(/['‘’‚‛]/g, (quote) => quote + quote)}'`;
}

/** A PowerShell script that sets these values, for Intune's platform scripts. */
export function powerShellOf(values: readonly RegistryValue[]): string {
  const lines = values.flatMap(({ key, name, data }) => {
    const path = literal(`HKLM:\\${key}`);
    return [
      `if (-not (Test-Path ${path})) { New-Item -Path ${path} -Force | Out-Null }`,
      `Set-ItemProperty -Path ${path} -Name ${literal(name)} -Value ${literal(data)} -Type String`,
    ];
  });
  return `${["$ErrorActionPreference = 'Stop'", ...lines].join('\r\n')}\r\n`;
}

/** A PowerShell script that takes these values away again, and nothing beside them; what is gone already doesn't matter. */
export function removalPowerShellOf(values: readonly RegistryValue[]): string {
  const lines = values.map(
    ({ key, name }) =>
      `Remove-ItemProperty -Path ${literal(`HKLM:\\${key}`)} -Name ${literal(name)} -ErrorAction SilentlyContinue`,
  );
  return `${lines.join('\r\n')}\r\nexit 0\r\n`;
}

/** The same for people who type it into Group Policy: one row a value, its parts under each other. */
export function groupPolicyOf(values: readonly RegistryValue[]): string {
  const rows = values.map(({ key, name, data }) =>
    ['HKEY_LOCAL_MACHINE', `Key:   ${key}`, `Name:  ${name}`, 'Type:  REG_SZ', `Value: ${data}`].join('\n'),
  );
  return `${rows.join('\n\n')}\n`;
}
