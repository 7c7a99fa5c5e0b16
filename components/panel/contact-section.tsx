import { text } from '@/utils/text.ts';
import { Contacts } from '../contacts.tsx';
import { attemptToShow } from '../status.ts';
import type { SectionProps } from './panel.tsx';
import { Report } from './report-form.tsx';

/** Whom to ask, and what to tell them. */
export function ContactSection({ status }: SectionProps) {
  return (
    <>
      <Report attempt={attemptToShow(status)} now={status.now} />
      <Contacts now={status.now} />
      <p class="note">{text('report.maintenance')}</p>
    </>
  );
}
