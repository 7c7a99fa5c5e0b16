import { text } from '@/utils/i18n/text.ts';
import { Check, Group, Labelled } from './form-parts.tsx';
import { type CertificateFilter, certificateOrigins, NAME_PARTS } from './rollout.ts';

export interface CertificateChoice {
  isAutomatic: boolean;
  filter: CertificateFilter;
}

interface Props extends CertificateChoice {
  settings: string | undefined;
  onChange: (choice: CertificateChoice) => void;
}

/** Whether the browser chooses the certificate without a dialog, and by which issuer. */
export function CertificateForm({ isAutomatic, filter, settings, onChange }: Props) {
  return (
    <Group title={text('admin.autoSelect')}>
      <Check
        name="automatic"
        label={text('admin.autoSelectUse')}
        checked={isAutomatic}
        onChange={(checked) => onChange({ isAutomatic: checked, filter })}
      />
      <p class="note">{text('admin.autoSelectNote', { count: certificateOrigins(settings).length })}</p>
      {NAME_PARTS.map((part) => (
        <Labelled key={part} label={text(`admin.issuer.${part}`)}>
          <input
            name={`issuer-${part}`}
            disabled={!isAutomatic}
            value={filter[part] ?? ''}
            onInput={(event) => onChange({ isAutomatic, filter: { ...filter, [part]: event.currentTarget.value } })}
          />
        </Labelled>
      ))}
      {isAutomatic && !NAME_PARTS.some((part) => filter[part]) && (
        <p class="notice" role="alert" data-warning="empty-filter">
          {text('admin.emptyFilter')}
        </p>
      )}
    </Group>
  );
}
