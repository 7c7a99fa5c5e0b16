import { Button, LinkButton } from '@/components/buttons.tsx';
import type { SurfaceProps } from '@/components/hooks/use-view.ts';
import { text } from '@/utils/i18n/text.ts';
import { mailAddress } from '../../mail.ts';
import './handling.css';

/** Rules for handling a certificate, by occasion (M40, M41; M43–M45; M46, M47). */
const RULES = [
  { title: 'handling.pass.title', do: ['handling.pass.network', 'handling.pass.cloud'], dont: ['handling.pass.mail'] },
  {
    title: 'handling.place.title',
    do: ['handling.place.needed', 'handling.place.managed', 'handling.place.home'],
    dont: ['handling.place.unneeded', 'handling.place.public', 'handling.place.outsiders'],
  },
  { title: 'handling.after.title', do: ['handling.after.delete', 'handling.after.logout'], dont: [] },
] as const;

/** M35–M38. */
const AGAIN = ['handling.again.replaced', 'handling.again.wiped', 'handling.again.user', 'handling.again.old'] as const;
/** M33, M34. */
const KEEP = ['handling.keep.browser', 'handling.keep.upgrade'] as const;

/** 証明書の取り扱い: the rules for users with a certificate, short enough to read in a minute (M33–M47). */
export function HandlingSection({ state: { view }, openSection }: SurfaceProps) {
  const { email } = view.facts.contacts.operations;
  const mail = mailAddress({ to: email, subject: text('handling.leak.subject') });
  return (
    <section aria-labelledby="handling" class="handling">
      <h2 id="handling">{text('section.handling')}</h2>
      <p>{text('handling.intro')}</p>
      <div class="leak edged" data-tone="bad">
        <h3>{text('handling.leak.title')}</h3>
        <p>
          {text('handling.leak.step')} <LinkButton label={text('handling.leak.mail')} address={mail} />
        </p>
        <p>{email}</p>
        <p class="reason">{text('handling.leak.reason')}</p>
      </div>
      {RULES.map((rules) => (
        <div key={rules.title}>
          <h3>{text(rules.title)}</h3>
          <ul class="rules">
            {(['do', 'dont'] as const).flatMap((kind) =>
              rules[kind].map((rule) => (
                <li key={rule} data-rule={kind} data-tone={kind === 'do' ? 'good' : 'bad'}>
                  <b>{text(`handling.${kind}`)}</b> <span>{text(rule)}</span>
                </li>
              )),
            )}
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
        <Button label={text('handling.again.go')} onClick={() => openSection('setup')} />
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
