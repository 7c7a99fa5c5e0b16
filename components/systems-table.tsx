import { listedSystems } from '@/utils/catalog/facts.ts';
import type { SystemId } from '@/utils/catalog/systems.ts';
import type { Cause } from '@/utils/diagnosis/causes.ts';
import { causeTitle } from '@/utils/i18n/advice.ts';
import { nameOf } from '@/utils/i18n/system-name.ts';
import { type TextKey, text } from '@/utils/i18n/text.ts';
import { hasPage, type LoadView, type RunView } from '@/utils/run/view.ts';
import { inMyOrder } from '@/utils/settings/my-systems.ts';
import { Link } from './buttons.tsx';
import type { SurfaceState } from './hooks/use-view.ts';

/** All systems, the user's first: each with a link, its need of a certificate, and its last load in this run. */
export function SystemsTable({ state: { view, config } }: { state: SurfaceState }) {
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
          {inMyOrder(listedSystems(view.facts), config.settings.mySystems).map((system) => {
            const last = lastOutcome(view, system.id);
            return (
              <tr key={system.id} data-system={system.id} data-last={last}>
                <th scope="row">
                  <Link address={system.address}>{nameOf(system)}</Link>
                </th>
                <td data-need={system.certificate}>{text(`certificate.${system.certificate}`)}</td>
                <td class="last">
                  {text(
                    lastLabel(
                      last,
                      view.pending.find(({ diagnosis }) => diagnosis.system === system.id),
                    ),
                  )}
                  {last !== '' && last !== 'ok' && <span class="for-listeners">{causeTitle(last)}</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** `pending`: a load of the system under way; it comes first once it has something to say. */
function lastLabel(last: ReturnType<typeof lastOutcome>, pending: LoadView | undefined): TextKey {
  const cause = pending?.diagnosis.cause ?? 'none';
  if (cause !== 'none') return cause === 'certificate-waiting' ? 'last.waiting' : 'last.loading';
  if (last === '') return pending ? 'last.loading' : 'last.unused';
  if (last === 'outside-hours') return 'last.closed';
  return last === 'ok' ? 'last.ok' : 'last.failed';
}

function lastOutcome({ systems }: RunView, id: SystemId): Cause | 'ok' | '' {
  const last = systems[id];
  if (!last) return '';
  const { cause } = last.diagnosis;
  if (cause === 'none') return hasPage(last) ? 'ok' : '';
  return cause;
}
