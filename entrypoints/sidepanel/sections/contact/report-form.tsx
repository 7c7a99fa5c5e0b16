import './report.css';
import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { DeskState } from '@/components/contacts.tsx';
import { CopyButton, Link } from '@/components/controls.tsx';
import { describeBrowser, readBrowserInfo } from '@/utils/browser/browser-info.ts';
import { CAUSES, type Recipient } from '@/utils/diagnosis/causes.ts';
import { text } from '@/utils/i18n/text.ts';
import type { CheckResult } from '@/utils/run/self-check.ts';
import type { LoadView, RunView } from '@/utils/run/view.ts';
import { mailAddress } from '../../mail.ts';
import { formatReport } from './report.ts';

interface Props {
  view: RunView;
  /** The load that the report is about; absent: no load went wrong. */
  load: LoadView | undefined;
  check: CheckResult | undefined;
}

/** The help desk report: created and shown at a click, and only then copied or put into a mail. */
export function ReportForm({ view: { facts, now, trueNow }, load, check }: Props) {
  const [report, setReport] = useState<{ content: string; recipient: Recipient }>();
  const createReport = async () => {
    const extension = browser.runtime.getManifest().version;
    const versions = { ...describeBrowser(await readBrowserInfo()), extension };
    const recipient = CAUSES[load?.diagnosis.cause ?? 'none'].recipient;
    setReport({ content: formatReport({ load, check, versions, facts, now, trueNow }), recipient });
  };
  const { helpDesk, desk, operations } = facts.contacts;
  // The institution's own help desk comes first, whatever the cause is.
  const { phone, email } = helpDesk ?? (report?.recipient === 'desk' ? desk : { phone: undefined, email: undefined });
  return (
    <section class="report" aria-labelledby="report">
      <h2 id="report">{text('report.title')}</h2>
      <p class="note">{text('report.lead')}</p>
      <p>
        <button type="button" class="main" onClick={() => void createReport()}>
          {text(report ? 'report.again' : 'report.compose')}
        </button>
      </p>
      <p role="status">
        {report && (
          <>
            <b>
              {helpDesk
                ? text('report.toHelpDesk', { name: helpDesk.name })
                : text(report.recipient === 'admin' ? 'report.toAdmin' : 'report.toDesk')}
            </b>{' '}
            {text('report.ready')}
          </>
        )}
      </p>
      {report && (
        <>
          <textarea readOnly aria-label={text('report.content')} value={report.content} />
          <p class="ways">
            <CopyButton key={report.content} label={text('report.copy')} value={report.content} />
            {/* Copies the report, too: the user can paste the lines that a mail address cannot hold. */}
            <a
              href={mailAddress({
                to: email ?? '',
                subject: text('report.subject'),
                body: `${text('report.sender')}\n\n${report.content}`,
                omission: text('report.rest'),
              })}
              target="_blank"
              rel="noreferrer"
              class="button"
              onClick={() => void navigator.clipboard.writeText(report.content).catch(() => {})}
            >
              {text('report.mail')}
            </a>
            {phone && (
              <a href={`tel:${phone}`} class="button">
                {text('report.phone', { number: phone })}
              </a>
            )}
          </p>
          {!helpDesk && report.recipient === 'desk' && <DeskState now={trueNow} />}
          <p class="note">{text('report.mailNote')}</p>
        </>
      )}
      <p class="note">
        {text('report.misuse')}{' '}
        <Link address={mailAddress({ to: operations.email, subject: text('handling.leak.subject') })}>
          {text('report.misuseMail')}
        </Link>
      </p>
    </section>
  );
}
