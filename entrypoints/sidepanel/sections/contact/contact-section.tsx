import './contact.css';
import { browser } from 'wxt/browser';
import { Button, CopyButton, Link, LinkButton } from '@/components/buttons.tsx';
import { Contacts, DeskState } from '@/components/contacts.tsx';
import { type KeptValues, useKept } from '@/components/hooks/use-kept.ts';
import type { SurfaceProps } from '@/components/hooks/use-view.ts';
import { describeBrowser, readBrowserInfo } from '@/utils/browser/browser-info.ts';
import { phoneLink } from '@/utils/catalog/contacts.ts';
import type { Facts } from '@/utils/catalog/facts.ts';
import { CAUSES } from '@/utils/diagnosis/causes.ts';
import { text } from '@/utils/i18n/text.ts';
import { mailAddress } from '../../mail.ts';
import { formatReport } from './report.ts';

/** The help desk report, and the contacts to send it to. */
export function ContactSection({ state }: SurfaceProps) {
  return (
    <>
      <ReportForm state={state} />
      <Contacts state={state} />
      <p class="note">{text('report.maintenance')}</p>
    </>
  );
}

/** The help desk report: created and shown at a click, and only then copied or put into a mail. */
function ReportForm({ state: { view, load } }: Pick<SurfaceProps, 'state'>) {
  const { facts, now, trueNow } = view;
  const [check] = useKept('check');
  const [report, setReport] = useKept('report');
  const createReport = async () => {
    const extension = browser.runtime.getManifest().version;
    const versions = { ...describeBrowser(await readBrowserInfo()), extension };
    const recipient = CAUSES[load?.diagnosis.cause ?? 'none'].recipient;
    setReport({ content: formatReport({ load, check, versions, facts, now, trueNow }), recipient });
  };
  const { helpDesk, operations } = facts.contacts;
  return (
    <section class="report" aria-labelledby="report">
      <h2 id="report">{text('report.title')}</h2>
      <p class="note">{text('report.lead')}</p>
      <p>
        <Button
          label={text(report ? 'report.again' : 'report.compose')}
          class="main"
          onClick={() => void createReport()}
        />
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
          <Ways report={report} contacts={facts.contacts} />
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

/** The ways to hand over the report: the clipboard, a mail, the telephone. */
function Ways({ report, contacts: { helpDesk, desk } }: { report: KeptValues['report']; contacts: Facts['contacts'] }) {
  // The institution's own help desk comes first, whatever the cause is.
  const { phone, email } = helpDesk ?? (report.recipient === 'desk' ? desk : { phone: undefined, email: undefined });
  const phoneAddress = phone && phoneLink(phone);
  return (
    <p class="buttons">
      <CopyButton key={report.content} label={text('report.copy')} value={report.content} />
      {/* Copies the report, too: the user can paste the lines that a mail address cannot hold. */}
      <LinkButton
        label={text('report.mail')}
        address={mailAddress({
          to: email ?? '',
          subject: text('report.subject'),
          body: `${text('report.sender')}\n\n${report.content}`,
          omission: text('report.rest'),
        })}
        onClick={() => void navigator.clipboard.writeText(report.content).catch(() => {})}
      />
      {phoneAddress && (
        <a href={phoneAddress} class="button">
          {text('report.phone', { number: phone ?? '' })}
        </a>
      )}
    </p>
  );
}
