import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { Button, LinkButton } from '@/components/buttons.tsx';
import { ChoiceGroup, Group, systemOptions } from '@/components/form-controls.tsx';
import { useConfig } from '@/components/hooks/use-config.ts';
import { pinSteps } from '@/components/pin-notice.tsx';
import { TitleBar } from '@/components/title-bar.tsx';
import { openPanel } from '@/utils/browser/side-panel.ts';
import { watchToolbar } from '@/utils/browser/toolbar.ts';
import { listedSystems, portal } from '@/utils/catalog/facts.ts';
import { text } from '@/utils/i18n/text.ts';
import type { Config } from '@/utils/settings/config.ts';
import { mayNeedCertificate } from '@/utils/settings/my-systems.ts';
import '@/components/styles/form-surface.css';
import './welcome.css';

/** The marks of the icon, and their colours. */
const MARKS = [
  ['failed', 'bad'],
  ['waiting', 'waiting'],
  ['closed', 'closed'],
  ['none', undefined],
] as const;

/** The first page after an installation by hand: the user's systems, the icon, its marks, and a try. */
export function WelcomePage({ first, wasPinned }: { first: Config; wasPinned: boolean | undefined }) {
  const [{ settings, facts, locked }, changeSettings] = useConfig(first);
  const [isPinned, setPinned] = useState(wasPinned);
  const [problem, setProblem] = useState('');
  useEffect(() => watchToolbar(setPinned), []);
  const { mySystems } = settings;
  const refuse = () => setProblem(text('welcome.notDone'));
  const openSetup = () => void openPanel('setup', browser.windows.WINDOW_ID_CURRENT).catch(refuse);
  return (
    <main>
      <TitleBar title={text('welcome.title')} />
      <p>{text('welcome.lead')}</p>

      <ChoiceGroup
        name="mySystems"
        title={text('welcome.systems')}
        hint={text('welcome.systemsNote')}
        isWide
        options={systemOptions(listedSystems(facts))}
        chosen={mySystems}
        isLocked={locked.has('mySystems')}
        onChange={(systems) => void changeSettings({ mySystems: systems }).catch(refuse)}
      />

      <Group title={text('welcome.pin')}>
        <p role="status" class={isPinned ? 'done' : undefined}>
          {isPinned ? text('welcome.pinned') : pinSteps()}
        </p>
        {!isPinned && <p class="note">{text('pin.why')}</p>}
      </Group>

      <fieldset>
        <legend>{text('welcome.marks')}</legend>
        <dl class="marks">
          {MARKS.map(([mark, tone]) => (
            <div key={mark} data-mark={mark} data-tone={tone}>
              <dt>{text(`welcome.mark.${mark}.sign`)}</dt>
              <dd>{text(`welcome.mark.${mark}.meaning`)}</dd>
            </div>
          ))}
        </dl>
      </fieldset>

      <Group title={text('welcome.try')}>
        <p>{text('welcome.tryNote')}</p>
        <p class="buttons">
          <Button label={text('welcome.openPopup')} onClick={() => void browser.action.openPopup().catch(refuse)} />
          <LinkButton label={text('action.openPortal')} address={portal(facts).address} />
          {mayNeedCertificate(mySystems, facts) && <Button label={text('welcome.setup')} onClick={openSetup} />}
        </p>
        <p role="alert">{problem}</p>
      </Group>
    </main>
  );
}
