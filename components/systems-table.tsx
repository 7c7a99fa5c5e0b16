import { useSettings } from '@/components/hooks/use-settings.ts';
import { currentFacts, listedSystems } from '@/utils/catalog/facts.ts';
import type { SystemId } from '@/utils/catalog/systems.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { systemName } from '@/utils/i18n/system-name.ts';
import { keyPart, text } from '@/utils/i18n/text.ts';
import type { RunState } from '@/utils/run/run-state.ts';
import { inMyOrder } from '@/utils/settings/my-systems.ts';
import { Link } from './controls.tsx';

/** Every system of the manual, the user's own first, with its link, whether it needs a certificate, and how its last load in this browser run went. `now`: ms since the epoch. */
export function SystemsTable({ run, now }: { run: RunState; now: number }) {
  const [{ mySystems }] = useSettings();
  return (
    <section aria-labelledby="systems">
      <h2 id="systems">{text('popup.systems')}</h2>
      <table class="systems">
        <thead>
          <tr>
            <th scope="col">{text('popup.system')}</th>
            <th scope="col">{text('popup.need')}</th>
            <th scope="col">{text('popup.last')}</th>
          </tr>
        </thead>
        <tbody>
          {inMyOrder(listedSystems(), mySystems).map(({ id, address, certificate }) => {
            const last = lastOf(run, id, now);
            return (
              <tr key={id} data-system={id} data-last={last}>
                <th scope="row">
                  <Link address={address}>{systemName(id)}</Link>
                </th>
                <td data-need={certificate}>{text(`certificate.${certificate}`)}</td>
                <td class="last">
                  {text(last === '' ? 'last.unused' : last === 'ok' ? 'last.ok' : 'last.failed')}
                  {last !== '' && last !== 'ok' && (
                    <span class="for-listeners">{text(`cause.${keyPart(last)}.title`)}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function lastOf(run: RunState, id: SystemId, now: number) {
  const attempt = run.last[id];
  if (!attempt) return '';
  const { cause, isChecking } = diagnose(attempt, currentFacts(), now);
  if (cause === 'none') return isChecking ? '' : 'ok';
  return cause;
}
