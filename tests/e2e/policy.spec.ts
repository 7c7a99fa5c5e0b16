import { addressOf } from '../lab/lab.ts';
import { card, expect, row, test } from './pc-test.ts';

/** Chromium reads its policies some seconds after a change of their file, and every 15 minutes. */
const soon = { timeout: 20_000 };

const POLICY = {
  openPopup: false,
  closingMinutes: [5],
  systems: [
    { id: 'kyoten', name: '拠点システム', address: 'https://kyoten.mamoris-net.jp/' },
    { id: 'office', name: 'オフィス', address: 'https://office.mamoris-net.jp/login/' },
    { id: 'kizon', hidden: true },
  ],
  serviceHours: { from: '8:30', to: '20:15' },
  maintenance: [{ from: '2026-11-24T09:00', to: '2026-11-24T12:30', note: '機器の入れ替え', systems: ['kensa'] }],
  contacts: {
    desk: { phone: '03-0000-1111' },
    helpDesk: { name: '情報システム課', phone: '03-2222-3333', email: 'help@example.co.jp', note: '8:30～17:15' },
  },
  renewal: { date: '2026-12-01', remindDays: 14, note: '新しい証明書は、総務課から届きます。' },
  notice: '12月から新しい PC になります。',
  minBrowserVersion: 9000,
};

test('a changed policy shows at once, on every surface and in the diagnosis', async ({ lab, startPc, policy }) => {
  const pc = await startPc({ extension: policy.extension, certificate: 'revoked' });
  const popup = await pc.openExtensionPage('popup.html');
  const panel = await pc.openExtensionPage('sidepanel.html#contact');
  const options = await pc.openExtensionPage('options.html');
  await expect(row(popup, 'office')).toContainText('まもりすネット Office');
  await expect(options.locator('[name=openPopup]')).toBeEnabled();

  await policy.set(pc.extensionId, JSON.stringify(POLICY));
  await expect(popup.locator('tr[data-system="kyoten"] a')).toHaveAttribute(
    'href',
    POLICY.systems[0]?.address ?? '',
    soon,
  );
  await expect(row(popup, 'office').getByRole('link', { name: 'オフィス' })).toHaveAttribute('href', /\/login\/$/);
  await expect(row(popup, 'kizon')).toHaveCount(0);
  await expect(popup.locator('[data-hours]')).toContainText('20:15');
  for (const surface of [popup, panel]) {
    for (const [notice, words] of [
      ['institution', POLICY.notice],
      ['maintenance', '9:00 ～ 12:30'],
      ['maintenance', '機器の入れ替え'],
      ['maintenance', 'まもりすネット 検査員用'],
      ['renewal', '12月1日（火）から、新しい証明書が必要です'],
      ['renewal', POLICY.renewal.note],
      ['browser', '9000'],
    ] as const)
      await expect(surface.locator(`[data-notice="${notice}"]`)).toContainText(words);
    const helpDesk = surface.locator('[data-contact="help-desk"]');
    for (const words of ['情報システム課', '03-2222-3333', 'help@example.co.jp', '8:30～17:15'])
      await expect(helpDesk).toContainText(words);
    await expect(surface.locator('.contacts')).toContainText('03-0000-1111');
  }
  await panel.getByRole('button', { name: '文を作る', exact: true }).click();
  const report = panel.locator('.report');
  await expect(report.getByRole('status')).toContainText('「情報システム課」にご相談ください。');
  await expect(report.getByRole('link', { name: 'メールを書く' }).first()).toHaveAttribute(
    'href',
    /^mailto:help@example/,
  );
  await expect(options.locator('[name=openPopup]')).toBeDisabled();
  await expect(options.locator('[name=openPopup]')).not.toBeChecked();
  await expect(options.locator('[name=mySystems][value=kyoten]')).toBeVisible();
  await expect(options.locator('[data-notice="policy"]')).toHaveCount(0);

  // During announced maintenance the diagnosis shows the maintenance and its note.
  await lab.setBehaviour('kensa', 'refused');
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  await expect(card(popup)).toHaveAttribute('data-cause', 'maintenance');
  await expect(card(popup)).toContainText('機器の入れ替え');
  // An added system counts as a system: without the policy its address is a wrong address.
  await pc.open(page, 'https://kyoten.mamoris-net.jp/');
  await expect(card(popup)).toHaveAttribute('data-system', 'kyoten');
  await expect(card(popup)).toContainText('拠点システム');

  // After the day of renewal a refused certificate is an old certificate.
  await lab.setBehaviour('office', 'certificate-nginx-400');
  await policy.set(pc.extensionId, JSON.stringify({ renewal: { date: '2026-11-20' } }));
  await expect(row(popup, 'kizon')).toHaveCount(1, soon);
  await pc.open(page, addressOf('office'));
  await expect(card(popup)).toHaveAttribute('data-cause', 'certificate-rejected');
  await expect(card(popup)).toContainText('証明書が切り替わりました');
  await expect(popup.locator('[data-notice]')).toHaveCount(0);

  // Without a policy the facts are those of the manual.
  await policy.remove();
  await expect(options.locator('[name=openPopup]')).toBeEnabled(soon);
  await expect(popup.locator('tr[data-system="kyoten"]')).toHaveCount(0);
  await expect(popup.locator('[data-hours]')).toContainText('22:00');
});

test('[SEC-57] a policy with wrong values of every kind loses only these values, and the options name them', async ({
  startPc,
  policy,
}) => {
  const pc = await startPc({ extension: policy.extension });
  const options = await pc.openExtensionPage('options.html');
  const wrong = {
    showBanner: 'no',
    language: 'de',
    closingMinutes: [5, 6],
    mySystems: ['office', 7],
    colour: 'blue',
    systems: [
      { id: 'jimu', address: 'http://jimu.mamoris-net.jp/', name: '事務' },
      { id: 'annex', address: 'https://office.mamoris-net.jp/' },
      { id: 'Ü' },
      { id: 'neu', address: 'https://neu.mamoris-net.jp/' },
      { id: 'portal', certificate: 'required' },
      { id: 'reform', certificate: 'often' },
      'kensa',
    ],
    serviceHours: { from: '8', to: '20:30' },
    maintenance: [
      { from: '2026-12-05', to: '2026-12-06T06:00' },
      { from: '2026-12-06T06:00', to: '2026-12-05T06:00' },
      { from: '2026-12-06T06:00' },
    ],
    contacts: { desk: { phone: '<b>', email: 'x' }, helpDesk: { phone: '03-2222-3333' } },
    renewal: { date: '2026-02-30' },
    notice: '',
    minBrowserVersion: '150',
    useProbes: false,
  };
  await policy.set(pc.extensionId, JSON.stringify(wrong));
  const problems = options.locator('[data-notice="policy"]');
  const ignored = async () => (await problems.locator('code').allTextContents()).toSorted();
  await expect
    .poll(ignored, soon)
    .toEqual(
      [
        'showBanner',
        'language',
        'closingMinutes[1]',
        'mySystems[1]',
        'colour',
        'systems[0].address',
        'systems[1].address',
        'systems[2].id',
        'systems[3].name',
        'systems[4].certificate',
        'systems[5].certificate',
        'systems[6]',
        'serviceHours.from',
        'maintenance[0].from',
        'maintenance[1]',
        'maintenance[2].to',
        'contacts.desk.phone',
        'contacts.desk.email',
        'contacts.helpDesk.name',
        'renewal.date',
        'notice',
        'minBrowserVersion',
      ].toSorted(),
    );
  await expect(problems).toContainText('アドレスは、https:// で始まる mamoris-net.jp のものにします。');
  // All other values of the policy apply.
  await expect(options.locator('[name=useProbes]')).toBeDisabled();
  await expect(options.locator('[name=useProbes]')).not.toBeChecked();
  await expect(options.locator('[name=closingMinutes][value="5"]')).toBeDisabled();
  await expect(options.locator('[name=showBanner]')).toBeEnabled();
  await expect(options.locator('[name=mySystems][value=office]')).toBeChecked();
  const popup = await pc.openExtensionPage('popup.html');
  await expect(row(popup, 'jimu').getByRole('link', { name: '事務' })).toHaveAttribute('href', addressOf('jimu'));
  // Neither time of a pair applies if one of them is wrong.
  await expect(popup.locator('[data-hours]')).toContainText('22:00');
  await expect(popup.locator('tr[data-system]')).toHaveCount(10);

  await policy.set(pc.extensionId, '{"useProbes": false,}');
  await expect(problems).toContainText('JSON として読めません', soon);
  await expect(options.locator('[name=useProbes]')).toBeEnabled();
});
