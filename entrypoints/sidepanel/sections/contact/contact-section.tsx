import { Contacts } from '@/components/contacts.tsx';
import { text } from '@/utils/i18n/text.ts';
import type { SectionProps } from '../../section-props.ts';
import { ReportForm } from './report-form.tsx';

/** The help desk report, and the contacts to send it to. */
export function ContactSection({ state: { view, load }, checkResult }: SectionProps) {
  return (
    <>
      <ReportForm view={view} load={load} check={checkResult} />
      <Contacts view={view} />
      <p class="note">{text('report.maintenance')}</p>
    </>
  );
}
