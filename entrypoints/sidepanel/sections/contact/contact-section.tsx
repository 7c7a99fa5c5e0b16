import { Contacts } from '@/components/contacts.tsx';
import { attemptToShow } from '@/components/hooks/use-status.ts';
import { trueTime } from '@/utils/diagnosis/clock.ts';
import { text } from '@/utils/i18n/text.ts';
import { clockOffsetAt } from '@/utils/run/view.ts';
import type { SectionProps } from '../../panel.tsx';
import { Report } from './report-form.tsx';

/** Whom to ask, and what to tell them. */
export function ContactSection({ status }: SectionProps) {
  const now = trueTime(status.now, clockOffsetAt(status.run, status.now));
  return (
    <>
      <Report attempt={attemptToShow(status)} now={status.now} trueNow={now} />
      <Contacts now={now} />
      <p class="note">{text('report.maintenance')}</p>
    </>
  );
}
