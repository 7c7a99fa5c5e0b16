import './report.css';
import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { DeskState } from '@/components/contacts.tsx';
import { CopyButton, Link } from '@/components/controls.tsx';
import { describeBrowser, readBrowserInfo } from '@/utils/browser/browser-info.ts';
import { currentFacts } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import { CAUSES, type Recipient } from '@/utils/diagnosis/causes.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { text } from '@/utils/i18n/text.ts';
import { lastCheck } from '../check/verdict-text.ts';
import { mailAddress } from './mail.ts';
import { composeReport } from './report.ts';

interface Props {
  /** What the report is to be about; absent if nothing went wrong. */
  attempt: Attempt | undefined;
  /** ms since the epoch. */
  now: number;
  /** The same by a clock that is right. */
  trueNow: number;
}

/** A report for whoever is to help: composed at a click, shown, and only then copied or put into a mail. */
export function Report({ attempt, now, trueNow }: Props) {
  const [report, setReport] = useState<{ words: string; recipient: Recipient }>();
  const compose = async () => {
    const versions = { ...describeBrowser(await readBrowserInfo()), extension: browser.runtime.getManifest().version };
    const recipient = attempt ? CAUSES[diagnose(attempt, currentFacts(), now).cause].recipient : 'desk';
    setReport({ words: composeReport({ attempt, check: lastCheck(), versions, now, trueNow }), recipient });
  };
  const { helpDesk, desk, operations } = currentFacts().contacts;
  // An institution's own help desk is asked first, whatever it is about.
  const { phone, email } = helpDesk ?? (report?.recipient === 'desk' ? desk : { phone: undefined, email: undefined });
  const letter = `${text('report.sender')}\n\n${report?.words ?? ''}`;
  return (
    <section class="report" aria-labelledby="report">
      <h2 id="report">{text('report.title')}</h2>
      <p class="note">{text('report.lead')}</p>
      <p>
        <button type="button" class="main" onClick={() => void compose()}>
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
          <textarea readOnly aria-label={text('report.content')} value={report.words} />
          <p class="ways">
            <CopyButton key={report.words} kind="copy" label={text('report.copy')} value={report.words} />
            {/* What a mail can't hold is pasted into it. */}
            <a
              href={mailAddress(letter, email ?? '', text('report.subject'), text('report.rest'))}
              target="_blank"
              rel="noreferrer"
              class="button"
              onClick={() => void navigator.clipboard.writeText(report.words).catch(() => {})}
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
        <Link address={mailAddress('', operations.email, text('handling.leak.subject'), '')}>
          {text('report.misuseMail')}
        </Link>
      </p>
    </section>
  );
}
