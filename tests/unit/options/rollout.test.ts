import { describe, expect, test } from 'vitest';
import {
  autoSelectEntries,
  certificateOrigins,
  encodeUtf16,
  formatGroupPolicy,
  formatPolicyJson,
  formatPowerShell,
  formatRegFile,
  formatRemovalPowerShell,
  formatRemovalRegFile,
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
  expect(JSON.parse(formatPolicyJson(none))).toEqual({});
  expect(formatPowerShell([])).toBe("$ErrorActionPreference = 'Stop'\r\n");
});

test('the JSON format holds the settings as a JSON text', () => {
  const policies = JSON.parse(formatPolicyJson(ROLLOUT));
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

test('the removal PowerShell script deletes each value by its name, and succeeds if it is gone', () => {
  expect(formatRemovalPowerShell([{ key: 'K', name: "it's", data: 'x' }])).toBe(
    "Remove-ItemProperty -Path 'HKLM:\\K' -Name 'it''s' -ErrorAction SilentlyContinue\r\nexit 0\r\n",
  );
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
