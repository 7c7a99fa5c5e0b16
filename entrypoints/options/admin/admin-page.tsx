import { useState } from 'preact/hooks';
import { Check, Group, Input } from '@/components/form-controls.tsx';
import { TitleBar } from '@/components/title-bar.tsx';
import { text } from '@/utils/i18n/text.ts';
import { type Draft, formatDraft } from './draft.ts';
import { firstInstallation, InstallForm, updateUrl } from './install-form.tsx';
import { ResultView } from './result-view.tsx';
import { type CertificateFilter, certificateOrigins, NAME_PARTS } from './rollout.ts';
import { SettingsForm } from './settings-form.tsx';
import './admin.css';

/** The administrator's page: turns a form into an institution's policies, in every format. Stores nothing. */
export function AdminPage() {
  const [draft, setDraft] = useState<Draft>({});
  const [isAutomatic, setAutomatic] = useState(false);
  const [filter, setFilter] = useState<CertificateFilter>({});
  const [installation, setInstallation] = useState(firstInstallation);
  const settings = formatDraft(draft);
  return (
    <main>
      <TitleBar title={text('admin.title')} />
      <p>
        <a href="/options.html">{text('admin.back')}</a>
      </p>
      <p class="note">{text('admin.lead')}</p>

      <h2>{text('admin.settings')}</h2>
      <SettingsForm draft={draft} onChange={setDraft} />

      <h2>{text('admin.certificate')}</h2>
      <Group title={text('admin.autoSelect')}>
        <Check name="automatic" label={text('admin.autoSelectUse')} checked={isAutomatic} onChange={setAutomatic} />
        <p class="note">{text('admin.autoSelectNote', { count: certificateOrigins(settings).length })}</p>
        {NAME_PARTS.map((part) => (
          <Input
            key={part}
            name={`issuer-${part}`}
            label={text(`admin.issuer.${part}`)}
            disabled={!isAutomatic}
            value={filter[part] ?? ''}
            onInput={({ value }) => setFilter({ ...filter, [part]: value })}
          />
        ))}
        {isAutomatic && !NAME_PARTS.some((part) => filter[part]) && (
          <p class="notice" role="alert" data-warning="empty-filter">
            {text('admin.emptyFilter')}
          </p>
        )}
      </Group>

      <h2>{text('admin.install')}</h2>
      <InstallForm installation={installation} onChange={setInstallation} />

      <h2>{text('admin.result')}</h2>
      <ResultView
        rolloutFor={(target) => ({
          ...installation,
          settings,
          certificate: isAutomatic ? filter : undefined,
          updateUrl: updateUrl(target, installation),
        })}
      />
    </main>
  );
}
