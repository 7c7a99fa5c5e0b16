import { Link } from '@/components/controls.tsx';
import { text } from '@/utils/i18n/text.ts';
import { mailAddress } from '../../mail.ts';
import type { SectionProps } from '../../section-props.ts';
import './handling.css';

/** Rules for handling a certificate, by occasion. */
const RULES = [
  {
    title: 'handling.pass.title',
    dos: ['handling.pass.network', 'handling.pass.cloud'],
    donts: ['handling.pass.mail'],
  }, // M40, M41
  {
    title: 'handling.place.title',
    dos: ['handling.place.needed', 'handling.place.managed', 'handling.place.home'], // M43, M45
    donts: ['handling.place.unneeded', 'handling.place.public', 'handling.place.outsiders'], // M43, M44
  },
  { title: 'handling.after.title', dos: ['handling.after.delete', 'handling.after.logout'], donts: [] }, // M46, M47
] as const;

/** M35–M38. */
const AGAIN = ['handling.again.replaced', 'handling.again.wiped', 'handling.again.user', 'handling.again.old'] as const;
/** M33, M34. */
const KEEP = ['handling.keep.browser', 'handling.keep.upgrade'] as const;

/** 証明書の取り扱い: the rules for users with a certificate, short enough to read in a minute (M33–M47). */
export function HandlingSection({ state: { view }, openSection }: SectionProps) {
  const { email } = view.facts.contacts.operations;
  return (
    <section aria-labelledby="handling" class="handling">
      <h2 id="handling">{text('place.handling')}</h2>
      <p>{text('handling.intro')}</p>
      <div class="leak edged">
        <h3>{text('handling.leak.title')}</h3>
        <p>
          {text('handling.leak.step')}{' '}
          <Link address={mailAddress({ to: email, subject: text('handling.leak.subject') })} class="button">
            {text('handling.leak.mail')}
          </Link>
        </p>
        <p>{email}</p>
        <p class="reason">{text('handling.leak.reason')}</p>
      </div>
      {RULES.map(({ title, dos, donts }) => (
        <div key={title}>
          <h3>{text(title)}</h3>
          <ul class="rules">
            {dos.map((rule) => (
              <li key={rule} data-rule="do">
                <b>{text('handling.do')}</b> <span>{text(rule)}</span>
              </li>
            ))}
            {donts.map((rule) => (
              <li key={rule} data-rule="dont">
                <b>{text('handling.dont')}</b> <span>{text(rule)}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <div>
        <h3>{text('handling.again.title')}</h3>
        <ul>
          {AGAIN.map((occasion) => (
            <li key={occasion}>{text(occasion)}</li>
          ))}
        </ul>
        <button type="button" onClick={() => openSection('setup')}>
          {text('handling.again.go')}
        </button>
      </div>
      <div>
        <h3>{text('handling.keep.title')}</h3>
        <ul>
          {KEEP.map((occasion) => (
            <li key={occasion}>{text(occasion)}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
