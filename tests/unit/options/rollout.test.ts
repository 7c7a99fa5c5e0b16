import { describe, expect, test } from 'vitest';
import {
  autoSelectEntries,
  type BrowserName,
  certificateOrigins,
  encodeUtf16,
  formatGroupPolicy,
  formatGroupPolicyScript,
  formatPolicyJson,
  formatPowerShell,
  formatRegFile,
  formatRemovalPowerShell,
  formatRemovalRegFile,
  isExpanded,
  type Rollout,
  registryValues,
  removalValues,
} from '@/entrypoints/options/admin/rollout.ts';
import { parsePolicy } from '@/utils/settings/policy.ts';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const SETTINGS = '{"notice":"12月から\\"新しい\\" PC","contacts":{"helpDesk":{"name":"情報\\\\課"}}}';
const ROLLOUT: Rollout = {
  extensionId: ID,
  settings: SETTINGS,
  certificate: { CN: 'Mamoris "CA"' },
  firstNumber: 101,
  updateUrl: 'https://clients2.google.com/service/update2/crx',
};

test('the browser chooses a certificate for every system that asks for one, also for added systems', () => {
  const ids = ['office', 'jimu', 'hojinkensa', 'reform', 'annex', 'clientcheck'];
  const origins = ids.map((id) => `https://${id}.mamoris-net.jp`);
  expect(certificateOrigins(undefined)).toEqual(origins);
  const added = { id: 'kyoten', name: '拠点', address: 'https://kyoten.mamoris-net.jp/', certificate: 'required' };
  expect(certificateOrigins(JSON.stringify({ systems: [added] }))).toEqual([
    ...origins,
    'https://kyoten.mamoris-net.jp',
  ]);
});

test('an entry of AutoSelectCertificateForUrls is a JSON text with pattern and filter', () => {
  expect(autoSelectEntries({ CN: 'A', OU: 'B', O: '' }, undefined)[0]).toBe(
    '{"pattern":"https://office.mamoris-net.jp","filter":{"ISSUER":{"CN":"A","OU":"B"}}}',
  );
  expect(autoSelectEntries({}, undefined)[0]).toBe('{"pattern":"https://office.mamoris-net.jp","filter":{}}');
});

test('the issuer in AutoSelectCertificateForUrls has nothing around its name', () => {
  const filter = { CN: ' CN=Mamoris CA\u3000', O: '\u200BMamoris  Net\n', OU: ' ', L: 'L = Tokyo' };
  expect(autoSelectEntries(filter, undefined)[0]).toBe(
    '{"pattern":"https://office.mamoris-net.jp","filter":{"ISSUER":{"CN":"Mamoris CA","O":"Mamoris  Net","L":"Tokyo"}}}',
  );
});

describe('a .reg file', () => {
  test('a .reg file equals the one written by hand', () => {
    const values = registryValues('chrome', ROLLOUT).filter(({ name }) => ['101', 'settings'].includes(name));
    expect(formatRegFile(values)).toBe(
      [
        'Windows Registry Editor Version 5.00',
        '',
        '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome\\ExtensionInstallForcelist]',
        '"101"="abcdefghijklmnopabcdefghijklmnop;https://clients2.google.com/service/update2/crx"',
        '',
        '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome\\AutoSelectCertificateForUrls]',
        String.raw`"101"="{\"pattern\":\"https://office.mamoris-net.jp\",\"filter\":{\"ISSUER\":{\"CN\":\"Mamoris \\\"CA\\\"\"}}}"`,
        '',
        '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome\\3rdparty\\extensions\\abcdefghijklmnopabcdefghijklmnop\\policy]',
        String.raw`"settings"="{\"notice\":\"12月から\\\"新しい\\\" PC\",\"contacts\":{\"helpDesk\":{\"name\":\"情報\\\\課\"}}}"`,
        '',
      ].join('\r\n'),
    );
  });

  test('a .reg file is UTF-16, little endian, with a byte order mark', () => {
    expect([...encodeUtf16('R"課\r\n')]).toEqual([0xff, 0xfe, 0x52, 0, 0x22, 0, 0xb2, 0x8a, 0x0d, 0, 0x0a, 0]);
    expect(new TextDecoder('utf-16le').decode(encodeUtf16('情報\\課 😀'))).toBe('情報\\課 😀');
  });

  test('a line break in a value adds no line to a .reg file', () => {
    const data = 'a\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Evil]\n"x"="y"\u0000';
    const text = formatRegFile([{ key: 'K', name: 'n', data }]);
    expect(text.split('\r\n')).toHaveLength(5);
    expect(text).toContain(String.raw`"n"="a [HKEY_LOCAL_MACHINE\\SOFTWARE\\Evil] \"x\"=\"y\" "`);
  });

  test('a removal .reg file deletes the values, and no key that others share', () => {
    expect(formatRemovalRegFile([{ key: 'K', name: '101', data: 'x' }])).toBe(
      'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\K]\r\n"101"=-\r\n',
    );
  });
});

test('Edge has other keys than Chrome, and lists begin at the chosen number', () => {
  const values = registryValues('edge', { ...ROLLOUT, firstNumber: 7 });
  expect(values.map(({ key }) => key).every((key) => key.startsWith('SOFTWARE\\Policies\\Microsoft\\Edge\\'))).toBe(
    true,
  );
  expect(values.map(({ name }) => name)).toEqual(['7', '7', '8', '9', '10', '11', '12', 'settings']);
});

test('an empty roll-out is empty in every format', () => {
  const none: Rollout = { extensionId: ID, firstNumber: 1 };
  expect(registryValues('chrome', none)).toEqual([]);
  expect(JSON.parse(formatPolicyJson('chrome', none))).toEqual({});
  expect(formatPowerShell([])).toBe("$ErrorActionPreference = 'Stop'\r\n");
});

test('the JSON format holds the settings as a JSON text', () => {
  const policies = JSON.parse(formatPolicyJson('chrome', ROLLOUT));
  expect(policies['3rdparty'].extensions[ID].settings).toBe(SETTINGS);
  expect(policies.ExtensionInstallForcelist).toEqual([`${ID};https://clients2.google.com/service/update2/crx`]);
  expect(policies.AutoSelectCertificateForUrls.map((entry: string) => JSON.parse(entry).pattern)).toEqual(
    certificateOrigins(SETTINGS),
  );
  expect(parsePolicy(policies['3rdparty'].extensions[ID].settings).problems).toEqual([]);
});

test('the PowerShell script keeps every text unchanged', () => {
  const script = formatPowerShell([{ key: 'K', name: 'n', data: "it's $env:X `n ’" }]);
  expect(script).toContain("Set-ItemProperty -Path 'HKLM:\\K' -Name 'n' -Value 'it''s $env:X `n ’’' -Type String\r\n");
});

test('the removal PowerShell script deletes each value by its name, and fails if one is left', () => {
  expect(formatRemovalPowerShell([{ key: 'K', name: "it's", data: 'x' }]).split('\r\n')).toEqual([
    '$left = 0',
    "Remove-ItemProperty -Path 'HKLM:\\K' -Name 'it''s' -ErrorAction SilentlyContinue",
    "if ($null -ne (Get-ItemProperty -Path 'HKLM:\\K' -Name 'it''s' -ErrorAction SilentlyContinue)) { $left++ }",
    'exit [int]($left -gt 0)',
    '',
  ]);
});

describe('a pinned icon', () => {
  const pinned = { ...ROLLOUT, isPinned: true };
  const entryOf = (browser: BrowserName, rollout: Rollout) =>
    Object.fromEntries(
      registryValues(browser, rollout)
        .filter(({ key }) => key.endsWith(`\\ExtensionSettings\\${ID}`))
        .map(({ name, data }) => [name, data]),
    );

  test('each browser has its own word for it, beside the installation', () => {
    const installation = { installation_mode: 'force_installed', update_url: ROLLOUT.updateUrl };
    expect(entryOf('chrome', pinned)).toEqual({ ...installation, toolbar_pin: 'force_pinned' });
    expect(entryOf('edge', pinned)).toEqual({ ...installation, toolbar_state: 'force_shown' });
    expect(JSON.parse(formatPolicyJson('edge', pinned)).ExtensionSettings).toEqual({ [ID]: entryOf('edge', pinned) });
  });

  test('a roll-out without an installation only pins, and without a pin there is no entry', () => {
    expect(entryOf('chrome', { ...pinned, updateUrl: undefined })).toEqual({ toolbar_pin: 'force_pinned' });
    expect(entryOf('chrome', ROLLOUT)).toEqual({});
    expect(JSON.parse(formatPolicyJson('chrome', ROLLOUT))).not.toHaveProperty('ExtensionSettings');
  });
});

test('the Group Policy script adds each value to the object that it is given', () => {
  expect(formatGroupPolicyScript([{ key: 'K', name: '1', data: "it's" }]).split('\r\n')).toEqual([
    'param([Parameter(Mandatory)][string]$Gpo)',
    "$ErrorActionPreference = 'Stop'",
    "Set-GPPrefRegistryValue -Name $Gpo -Context Computer -Action Update -Key 'HKLM\\K' -ValueName '1' -Type String -Value 'it''s' | Out-Null",
    '',
  ]);
});

test.each([
  ['100%', false],
  ['%TEMP% です', true],
  ['50% から 60% に', true],
])('Group Policy would change a part of 「%s」: %s', (data, expected) => {
  expect(isExpanded([{ key: 'K', name: '1', data }])).toBe(expected);
});

test('a removal deletes the values of the roll-out, and the settings even if the form is empty', () => {
  const placesOf = (values: ReturnType<typeof registryValues>) => values.map(({ key, name }) => [key, name]);
  expect(placesOf(removalValues('chrome', ROLLOUT))).toEqual(placesOf(registryValues('chrome', ROLLOUT)));
  const { settings: _, ...typedAgain } = ROLLOUT;
  expect(placesOf(removalValues('chrome', typedAgain))).toEqual(placesOf(registryValues('chrome', ROLLOUT)));
});

test('the Group Policy format has a block of lines for each value', () => {
  expect(formatGroupPolicy([{ key: 'K', name: '1', data: 'x' }])).toBe(
    'HKEY_LOCAL_MACHINE\nKey:   K\nName:  1\nType:  REG_SZ\nValue: x\n',
  );
});
