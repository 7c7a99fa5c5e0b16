import { trueTime } from '@/utils/diagnosis/clock.ts';
import { text } from '@/utils/text.ts';
import { clockOffsetAt } from '@/utils/watch/run-view.ts';
import { Contacts } from '../contacts.tsx';
import { attemptToShow } from '../status.ts';
import type { SectionProps } from './panel.tsx';
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
