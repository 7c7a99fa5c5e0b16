import { parsePolicy, plainText } from '../../../utils/settings/policy.ts';

/**
 * An administrator's roll-out, as policies of Chrome and Edge. Sources: Chrome Enterprise policy list and Microsoft
 * Edge policy reference, `AutoSelectCertificateForUrls`, `ExtensionInstallForcelist`, `ExtensionSettings`; Chromium's
 * "Configuring other apps and extensions" for `3rdparty`.
 */
export interface Rollout {
  extensionId: string;
  /** The policy of this extension as JSON text; absent: none. */
  settings?: string | undefined;
  /** The certificate that the browser chooses without a dialog; absent: people choose. */
  certificate?: CertificateFilter | undefined;
  /** The address from which the browser installs the extension; absent: no installation. */
  updateUrl?: string | undefined;
  /** The icon is always in the toolbar, which shows its badge. */
  isPinned?: boolean | undefined;
  /** The number of the first entry in lists: smaller numbers are left to the institution's entries. */
  firstNumber: number;
}

/** The name of the certificate's issuer, part by part; empty: any certificate fits. */
export type CertificateFilter = Partial<Record<(typeof NAME_PARTS)[number], string>>;

/** The parts of a name that browsers compare: common name, organization, organizational unit, locality. */
export const NAME_PARTS = ['CN', 'O', 'OU', 'L'] as const;

/** `pin`: what `ExtensionSettings` says of an icon that is always in the toolbar (Chrome 83, Edge 103). */
export const BROWSERS = {
  chrome: {
    key: 'SOFTWARE\\Policies\\Google\\Chrome',
    folder: '/etc/opt/chrome/policies/managed/',
    /** For `ExtensionInstallForcelist`. Edge takes extensions from both stores. */
    store: 'https://clients2.google.com/service/update2/crx',
    pin: { toolbar_pin: 'force_pinned' },
  },
  edge: {
    key: 'SOFTWARE\\Policies\\Microsoft\\Edge',
    folder: '/etc/opt/edge/policies/managed/',
    store: 'https://edge.microsoft.com/extensionwebstorebase/v1/crx',
    pin: { toolbar_state: 'force_shown' },
  },
} as const;

/** Institutions seldom use numbers from this one on. */
export const FIRST_NUMBER = 101;

export type BrowserName = keyof typeof BROWSERS;

/** Lists the origins of the systems that ask for a certificate. `settings`: a policy, which can add systems. */
export function certificateOrigins(settings: string | undefined): string[] {
  const asking = parsePolicy(settings).facts.systems.filter(({ certificate }) => certificate !== 'none');
  return asking.map(({ address }) => new URL(address).origin);
}

/**
 * Lists the entries of `AutoSelectCertificateForUrls`, each a JSON text. Browsers compare names letter by letter, so
 * this removes what a copied name has around it: white space, and its part (“CN=”).
 */
export function autoSelectEntries(filter: CertificateFilter, settings: string | undefined): string[] {
  const names = NAME_PARTS.flatMap((part) => {
    const [first = '', ...others] = (filter[part] ?? '').split('=');
    const isPart = others.length > 0 && plainText(first).toUpperCase() === part;
    const name = plainText(isPart ? others.join('=') : (filter[part] ?? ''));
    return name ? [[part, name]] : [];
  });
  const restricted = names.length > 0 ? { ISSUER: Object.fromEntries(names) } : {};
  return certificateOrigins(settings).map((pattern) => JSON.stringify({ pattern, filter: restricted }));
}

/** A string value in the registry, below `HKEY_LOCAL_MACHINE`. */
export interface RegistryValue {
  key: string;
  name: string;
  data: string;
}

/** Lists the policies that are lists, with their entries. */
function listPolicies({ extensionId, settings, certificate, updateUrl }: Rollout): Record<string, string[]> {
  return {
    ...(updateUrl && { ExtensionInstallForcelist: [`${extensionId};${updateUrl}`] }),
    ...(certificate && { AutoSelectCertificateForUrls: autoSelectEntries(certificate, settings) }),
  };
}

/**
 * The entry of `ExtensionSettings` for the pinned icon; empty if it is not pinned. It repeats the installation, because
 * newer browsers read all of an extension from there if it has an entry.
 */
function extensionSettings(browser: BrowserName, { isPinned, updateUrl }: Rollout): Record<string, string> {
  if (!isPinned) return {};
  const installation = updateUrl ? { installation_mode: 'force_installed', update_url: updateUrl } : {};
  return { ...installation, ...BROWSERS[browser].pin };
}

/**
 * Lists the registry values that a roll-out writes, in order. Writes `ExtensionSettings` as a key, and leaves the
 * institution's JSON value as it is. Browsers then ignore that value (Chromium `registry_dict.cc`).
 */
export function registryValues(browser: BrowserName, rollout: Rollout): RegistryValue[] {
  const { extensionId, settings, firstNumber } = rollout;
  const { key } = BROWSERS[browser];
  const lists = Object.entries(listPolicies(rollout)).flatMap(([policy, entries]) =>
    entries.map((data, index) => ({ key: `${key}\\${policy}`, name: String(firstNumber + index), data })),
  );
  const entry = Object.entries(extensionSettings(browser, rollout)).map(([name, data]) => ({
    key: `${key}\\ExtensionSettings\\${extensionId}`,
    name,
    data,
  }));
  const values = [...lists, ...entry];
  if (settings === undefined) return values;
  return [...values, { key: `${key}\\3rdparty\\extensions\\${extensionId}\\policy`, name: 'settings', data: settings }];
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
  const blocks = [...Map.groupBy(values, ({ key }) => key)].flatMap(([key, ofKey]) => [
    '',
    `[HKEY_LOCAL_MACHINE\\${key}]`,
    ...ofKey.map((value) => `${quote(value.name)}=${formatData(value)}`),
  ]);
  return windowsText(['Windows Registry Editor Version 5.00', ...blocks]);
}

/** Joins lines as Windows ends them. */
function windowsText(lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n`;
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, (letter) => `\\${letter}`)}"`;
}

/** Formats a `.reg` file that sets these values. Control characters are not allowed in it: they become spaces. */
export function formatRegFile(values: readonly RegistryValue[]): string {
  return formatFile(values, ({ data }) => quote(data.replaceAll(/\p{Cc}+/gu, ' ')));
}

/** Formats a `.reg` file that deletes these values and nothing else. */
export function formatRemovalRegFile(values: readonly RegistryValue[]): string {
  return formatFile(values, () => '-');
}

/** Encodes a text as Windows stores `.reg` files: UTF-16, little endian, with a byte order mark. */
export function encodeUtf16(text: string): Uint8Array<ArrayBuffer> {
  const units = `\ufeff${text}`.split('').map((unit) => unit.charCodeAt(0));
  return new Uint8Array(units.flatMap((unit) => [unit & 0xff, unit >> 8]));
}

/** Formats the policies as JSON: a file in the policy folder on Linux. */
export function formatPolicyJson(browser: BrowserName, rollout: Rollout): string {
  const { extensionId, settings } = rollout;
  const entry = extensionSettings(browser, rollout);
  const policies = {
    ...listPolicies(rollout),
    ...(Object.keys(entry).length > 0 && { ExtensionSettings: { [extensionId]: entry } }),
    ...(settings !== undefined && { '3rdparty': { extensions: { [extensionId]: { settings } } } }),
  };
  return `${JSON.stringify(policies, null, 2)}\n`;
}

/** Quotes a text for PowerShell: in single quotes only the quote itself is doubled. */
function quoteLiteral(text: string): string {
  return `'${text.replaceAll(/['‘’‚‛]/g, (letter) => letter + letter)}'`;
}

const STOP_AT_ERRORS = "$ErrorActionPreference = 'Stop'";

/** Formats a PowerShell script that sets these values, for Intune's platform scripts. */
export function formatPowerShell(values: readonly RegistryValue[]): string {
  const lines = values.flatMap(({ key, name, data }) => {
    const path = quoteLiteral(`HKLM:\\${key}`);
    return [
      `if (-not (Test-Path ${path})) { New-Item -Path ${path} -Force | Out-Null }`,
      `Set-ItemProperty -Path ${path} -Name ${quoteLiteral(name)} -Value ${quoteLiteral(data)} -Type String`,
    ];
  });
  return windowsText([STOP_AT_ERRORS, ...lines]);
}

/** Formats a PowerShell script that deletes these values and nothing else. Its exit code is 1 if one is left. */
export function formatRemovalPowerShell(values: readonly RegistryValue[]): string {
  const lines = values.flatMap(({ key, name }) => {
    const [path, value] = [quoteLiteral(`HKLM:\\${key}`), quoteLiteral(name)];
    return [
      `Remove-ItemProperty -Path ${path} -Name ${value} -ErrorAction SilentlyContinue`,
      `if ($null -ne (Get-ItemProperty -Path ${path} -Name ${value} -ErrorAction SilentlyContinue)) { $left++ }`,
    ];
  });
  return windowsText(['$left = 0', ...lines, 'exit [int]($left -gt 0)']);
}

/**
 * Formats a PowerShell script that adds these values to a Group Policy object as preferences (Microsoft,
 * `Set-GPPrefRegistryValue`). It takes the name of the object.
 */
export function formatGroupPolicyScript(values: readonly RegistryValue[]): string {
  const lines = values.map(
    ({ key, name, data }) =>
      `Set-GPPrefRegistryValue -Name $Gpo -Context Computer -Action Update -Key ${quoteLiteral(`HKLM\\${key}`)} ` +
      `-ValueName ${quoteLiteral(name)} -Type String -Value ${quoteLiteral(data)} | Out-Null`,
  );
  return windowsText(['param([Parameter(Mandatory)][string]$Gpo)', STOP_AT_ERRORS, ...lines]);
}

/** Whether Group Policy would replace a part of a value: preferences expand names between percent signs. */
export function isExpanded(values: readonly RegistryValue[]): boolean {
  return values.some(({ data }) => /%[^%]+%/.test(data));
}

/** Formats the values for people who type them into Group Policy: a block of lines for each value. */
export function formatGroupPolicy(values: readonly RegistryValue[]): string {
  const rows = values.map(({ key, name, data }) =>
    ['HKEY_LOCAL_MACHINE', `Key:   ${key}`, `Name:  ${name}`, 'Type:  REG_SZ', `Value: ${data}`].join('\n'),
  );
  return `${rows.join('\n\n')}\n`;
}

type Render = (...target: [browser: BrowserName, rollout: Rollout]) => string;

/** The formats of a roll-out. `end`: of the file name, which begins with the names of the extension and the browser. */
export const FORMATS = {
  reg: { end: '.reg', render: (...target) => formatRegFile(registryValues(...target)) },
  removal: { end: '-remove.reg', render: (...target) => formatRemovalRegFile(removalValues(...target)) },
  gpo: { end: '-gpo.txt', render: (...target) => formatGroupPolicy(registryValues(...target)) },
  gpoScript: { end: '-gpo.ps1', render: (...target) => formatGroupPolicyScript(registryValues(...target)) },
  intune: { end: '.ps1', render: (...target) => formatPowerShell(registryValues(...target)) },
  intuneRemoval: { end: '-remove.ps1', render: (...target) => formatRemovalPowerShell(removalValues(...target)) },
  json: { end: '.json', render: formatPolicyJson },
} as const satisfies Record<string, { end: string; render: Render }>;
