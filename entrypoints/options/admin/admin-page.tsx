import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { Logo } from '@/components/logo.tsx';
import { isEdge } from '@/utils/browser/browser-info.ts';
import { text } from '@/utils/i18n/text.ts';
import { type CertificateChoice, CertificateForm } from './certificate-form.tsx';
import type { Draft } from './draft.ts';
import { type InstallChoice, InstallForm, updateUrlOf } from './install-form.tsx';
import { ResultView } from './result-view.tsx';
import { type BrowserName, FIRST_NUMBER, type Rollout } from './rollout.ts';
import { SettingsForm, settingsOf } from './settings-form.tsx';
import './admin.css';

/** The administrator's page: turns a form into an institution's policies, in every format. Stores nothing. */
export function AdminPage() {
  const [draft, setDraft] = useState<Draft>({});
  const [certificate, setCertificate] = useState<CertificateChoice>({ isAutomatic: false, filter: {} });
  const [install, setInstall] = useState<InstallChoice>({
    source: 'none',
    serverUrl: '',
    extensionId: browser.runtime.id,
    firstNumber: FIRST_NUMBER,
  });
  const [target, setTarget] = useState<BrowserName>(isEdge() ? 'edge' : 'chrome');
  const settings = settingsOf(draft);
  const rollout: Rollout = {
    extensionId: install.extensionId,
    settings,
    certificate: certificate.isAutomatic ? certificate.filter : undefined,
    updateUrl: updateUrlOf(install, target),
    firstNumber: install.firstNumber,
  };
  return (
    <main>
      <header>
        <Logo />
        <h1>{text('admin.title')}</h1>
      </header>
      <p>
        <a href="/options.html">{text('admin.back')}</a>
      </p>
      <p class="note">{text('admin.lead')}</p>

      <h2>{text('admin.settings')}</h2>
      <SettingsForm draft={draft} onChange={setDraft} />

      <h2>{text('admin.certificate')}</h2>
      <CertificateForm {...certificate} settings={settings} onChange={setCertificate} />

      <h2>{text('admin.install')}</h2>
      <InstallForm choice={install} onChange={setInstall} />

      <h2>{text('admin.result')}</h2>
      <ResultView target={target} rollout={rollout} onTargetChange={setTarget} />
    </main>
  );
}
