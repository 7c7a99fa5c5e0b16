import { parsePolicy } from '../../../utils/settings/policy.ts';

/**
 * An administrator's roll-out, as policies of Chrome and Edge. Sources: Chrome Enterprise policy list and Microsoft
 * Edge policy reference, `AutoSelectCertificateForUrls`, `ExtensionInstallForcelist`; Chromium's "Configuring other
 * apps and extensions" for `3rdparty`.
 */
export interface Rollout {
  extensionId: string;
  /** The policy of this extension as JSON text; absent: none. */
  settings?: string | undefined;
  /** The certificate that the browser chooses without a dialog; absent: people choose. */
  certificate?: CertificateFilter | undefined;
  /** The address from which the browser installs the extension; absent: no installation. */
  updateUrl?: string | undefined;
  /** The number of the first entry in lists: smaller numbers are left to the institution's entries. */
  firstNumber: number;
}

/** The name of the certificate's issuer, part by part; empty: any certificate fits. */
export type CertificateFilter = Partial<Record<(typeof NAME_PARTS)[number], string>>;

/** The parts of a name that browsers compare: common name, organization, organizational unit, locality. */
export const NAME_PARTS = ['CN', 'O', 'OU', 'L'] as const;

export const BROWSERS = {
  chrome: { key: 'SOFTWARE\\Policies\\Google\\Chrome', folder: '/etc/opt/chrome/policies/managed/' },
  edge: { key: 'SOFTWARE\\Policies\\Microsoft\\Edge', folder: '/etc/opt/edge/policies/managed/' },
} as const;

/** Institutions seldom use numbers from this one on. */
export const FIRST_NUMBER = 101;

export type BrowserName = keyof typeof BROWSERS;

/** The update addresses of the stores for `ExtensionInstallForcelist`. */
export const STORES: Record<BrowserName, string> = {
  chrome: 'https://clients2.google.com/service/update2/crx',
  edge: 'https://edge.microsoft.com/extensionwebstorebase/v1/crx',
};

/**
 * Lists the origins of the systems that ask for a certificate: patterns of `AutoSelectCertificateForUrls`.
 * `settings`: the policy of the same roll-out, which can add and change systems.
 */
export function certificateOrigins(settings: string | undefined): string[] {
  const asking = parsePolicy(settings).facts.systems.filter(({ certificate }) => certificate !== 'none');
  return asking.map(({ address }) => new URL(address).origin);
}

/** Lists the entries of `AutoSelectCertificateForUrls`, each a JSON text. */
export function autoSelectEntries(filter: CertificateFilter, settings: string | undefined): string[] {
  const names = NAME_PARTS.flatMap((part) => (filter[part] ? [[part, filter[part]]] : []));
  const restricted = names.length > 0 ? { ISSUER: Object.fromEntries(names) } : {};
  return certificateOrigins(settings).map((pattern) => JSON.stringify({ pattern, filter: restricted }));
}

/** A string value in the registry, below `HKEY_LOCAL_MACHINE`. */
export interface RegistryValue {
  key: string;
  name: string;
  data: string;
}

/** Lists the registry values that a roll-out writes, in order. */
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

/** Lists the registry values that a removal deletes: those of the roll-out, and always that of the settings. */
export function removalValues(browser: BrowserName, rollout: Rollout): RegistryValue[] {
  return registryValues(browser, { ...rollout, settings: rollout.settings ?? '' });
}

/**
 * Formats a `.reg` file (Microsoft, "How to add, modify, or delete registry subkeys and values by using a .reg file"):
 * lines end with CRLF; in quotes, a backslash escapes backslash and quote. `formatData`: the right side of a value.
 */
function formatFile(values: readonly RegistryValue[], formatData: (value: RegistryValue) => string): string {
  const keys = [...new Set(values.map(({ key }) => key))];
  const blocks = keys.map((key) => [
    `[HKEY_LOCAL_MACHINE\\${key}]`,
    ...values.filter((value) => value.key === key).map((value) => `${quote(value.name)}=${formatData(value)}`),
  ]);
  return ['Windows Registry Editor Version 5.00', ...blocks.flatMap((block) => ['', ...block]), ''].join('\r\n');
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, (letter) => `\\${letter}`)}"`;
}

/** Formats a `.reg` file that sets these values. Control characters are not allowed in it: they become spaces. */
export function formatRegFile(values: readonly RegistryValue[]): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: The pattern removes control characters.
  return formatFile(values, ({ data }) => quote(data.replaceAll(/[\u0000-\u001f]+/g, ' ')));
}

/** Formats a `.reg` file that deletes these values and nothing else. */
export function formatRemovalRegFile(values: readonly RegistryValue[]): string {
  return formatFile(values, () => '-');
}

/** Encodes a text as Windows stores `.reg` files: UTF-16, little endian, with a byte order mark. */
export function encodeUtf16(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let index = 0; index < text.length; index += 1) view.setUint16(2 + index * 2, text.charCodeAt(index), true);
  return bytes;
}

/** Formats the policies as JSON: a file in the policy folder on Linux; names and values of a profile on macOS. */
export function formatPolicyJson({ extensionId, settings, certificate, updateUrl }: Rollout): string {
  const policies = {
    ...(updateUrl && { ExtensionInstallForcelist: [`${extensionId};${updateUrl}`] }),
    ...(certificate && { AutoSelectCertificateForUrls: autoSelectEntries(certificate, settings) }),
    ...(settings !== undefined && { '3rdparty': { extensions: { [extensionId]: { settings } } } }),
  };
  return `${JSON.stringify(policies, null, 2)}\n`;
}

/** Quotes a text for PowerShell: in single quotes only the quote itself is doubled. */
function quoteLiteral(text: string): string {
  return `'${text.replaceAll(/['‘’‚‛]/g, (letter) => letter + letter)}'`;
}

/** Formats a PowerShell script that sets these values, for Intune's platform scripts. */
export function formatPowerShell(values: readonly RegistryValue[]): string {
  const lines = values.flatMap(({ key, name, data }) => {
    const path = quoteLiteral(`HKLM:\\${key}`);
    return [
      `if (-not (Test-Path ${path})) { New-Item -Path ${path} -Force | Out-Null }`,
      `Set-ItemProperty -Path ${path} -Name ${quoteLiteral(name)} -Value ${quoteLiteral(data)} -Type String`,
    ];
  });
  return `${["$ErrorActionPreference = 'Stop'", ...lines].join('\r\n')}\r\n`;
}

/** Formats a PowerShell script that deletes these values and nothing else; succeeds if they are gone already. */
export function formatRemovalPowerShell(values: readonly RegistryValue[]): string {
  const lines = values.map(({ key, name }) => {
    const [path, value] = [quoteLiteral(`HKLM:\\${key}`), quoteLiteral(name)];
    return `Remove-ItemProperty -Path ${path} -Name ${value} -ErrorAction SilentlyContinue`;
  });
  return `${lines.join('\r\n')}\r\nexit 0\r\n`;
}

/** Formats the values for people who type them into Group Policy: a block of lines for each value. */
export function formatGroupPolicy(values: readonly RegistryValue[]): string {
  const rows = values.map(({ key, name, data }) =>
    ['HKEY_LOCAL_MACHINE', `Key:   ${key}`, `Name:  ${name}`, 'Type:  REG_SZ', `Value: ${data}`].join('\n'),
  );
  return `${rows.join('\n\n')}\n`;
}
