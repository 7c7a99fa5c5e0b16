import { callCentreState } from '@/utils/catalog/call-centre-hours.ts';
import { MANUAL_PDF, phoneLink } from '@/utils/catalog/contacts.ts';
import { clockTime, dayName } from '@/utils/i18n/format.ts';
import { text } from '@/utils/i18n/text.ts';
import { Link } from './buttons.tsx';
import { isTimeUnsure, type SurfaceState } from './hooks/use-view.ts';

/** The contacts for help, and whether the call centre answers now (M18–M22). */
export function Contacts({ state }: { state: SurfaceState }) {
  const { view } = state;
  const { helpDesk, desk, operations, publisher } = view.facts.contacts;
  return (
    <section aria-labelledby="contacts" class="contacts">
      <h2 id="contacts">{text('popup.contacts')}</h2>
      {helpDesk && (
        <div data-contact="help-desk">
          <h3>{helpDesk.name}</h3>
          <p>
            {helpDesk.phone && <Phone number={helpDesk.phone} />}
            {helpDesk.email && <Mail address={helpDesk.email} />}
          </p>
          {helpDesk.note && <p class="note">{helpDesk.note}</p>}
        </div>
      )}
      <h3>{text('contact.desk')}</h3>
      <p>
        <Phone number={desk.phone} />
        <Mail address={desk.email} />
      </p>
      {!isTimeUnsure(state) && <DeskState now={view.trueNow} />}
      <p class="note">{text('contact.hours')}</p>
      <h3>{text('contact.operations')}</h3>
      <p>
        <Mail address={operations.email} />
      </p>
      <p class="note">{text('contact.operationsNote')}</p>
      <p class="note">{text('contact.admin')}</p>
      <p class="note">{text('contact.publisher', publisher)}</p>
      <p>
        <Link address={MANUAL_PDF}>{text('popup.manual')}</Link>
      </p>
    </section>
  );
}

/** Whether the call centre answers now, and when that changes (M18). `now`: ms since the epoch, by the true clock. */
export function DeskState({ now }: { now: number }) {
  const { open, changesAt } = callCentreState(now);
  return (
    <p data-desk={open ? 'open' : 'closed'}>
      {open
        ? text('contact.answering', { time: clockTime(changesAt) })
        : text('contact.notAnswering', { day: dayName(changesAt, now), time: clockTime(changesAt) })}
    </p>
  );
}

function Phone({ number }: { number: string }) {
  const address = phoneLink(number);
  return address ? <a href={address}>{number}</a> : <span>{number}</span>;
}

function Mail({ address }: { address: string }) {
  return <Link address={`mailto:${address}`}>{address}</Link>;
}
