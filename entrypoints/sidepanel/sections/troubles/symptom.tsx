import { Button, CopyButton, Link, LinkButton } from '@/components/buttons.tsx';
import type { OpenSection } from '@/components/hooks/use-view.ts';
import { RestartButton } from '@/components/restart-button.tsx';
import { isPrivate } from '@/utils/browser/private-window.ts';
import { isEdge } from '@/utils/browser/which-browser.ts';
import { CHROME_DOWNLOAD } from '@/utils/catalog/contacts.ts';
import { exclusions, type Facts, listedSystems, portal, systemById } from '@/utils/catalog/facts.ts';
import { type Help, SYMPTOMS, type SymptomId } from '@/utils/catalog/symptoms.ts';
import type { SystemId } from '@/utils/catalog/systems.ts';
import { inBrowser, restartHelp } from '@/utils/i18n/advice.ts';
import { exclusionRequest } from '@/utils/i18n/exclusion-request.ts';
import { nameOf } from '@/utils/i18n/system-name.ts';
import { type TextKey, text } from '@/utils/i18n/text.ts';
import type { LoadView } from '@/utils/run/view.ts';

interface SymptomProps {
  id: SymptomId;
  /** The failure on the card if this is a symptom of it. */
  load: LoadView | undefined;
  isOpen: boolean;
  /** Called when the user unfolds or folds it. */
  onToggle: (isOpen: boolean) => void;
  facts: Facts;
  openSection: OpenSection;
}

/** One symptom: the steps that help, then the reason. */
export function Symptom({ id, load, isOpen, onToggle, facts, openSection }: SymptomProps) {
  const isCurrent = load !== undefined;
  const steps: readonly (Help | null)[] = SYMPTOMS.find((symptom) => symptom.id === id)?.steps ?? [];
  const count = exclusions(facts, load?.diagnosis.system).length;
  return (
    <details
      data-symptom={id}
      data-current={isCurrent ? '' : undefined}
      open={isOpen}
      onToggle={({ currentTarget }) => currentTarget.open !== isOpen && onToggle(currentTarget.open)}
    >
      <summary>
        {isCurrent && <span class="mark">{text('trouble.current')}</span>} {text(`trouble.${id}.title`)}
      </summary>
      <ol>
        {steps.map((help, index) => {
          // The order of the steps is fixed.
          const key = `${id} ${index + 1}`;
          if (help === 'resetInEdge') return isEdge() && !isPrivate() && <li key={key}>{text('restart.reset')}</li>;
          if (help === 'restart')
            return (
              <li key={key}>
                <Restart
                  system={load?.diagnosis.system ?? ''}
                  facts={facts}
                  isAfterReset={isEdge() && steps.includes('resetInEdge')}
                />
              </li>
            );
          return (
            <li key={key}>
              {text(`trouble.${id}.step${index + 1}` as TextKey, { exclusions: count })}{' '}
              {help && <StepHelp help={help} load={load} facts={facts} openSection={openSection} />}
            </li>
          );
        })}
      </ol>
      <p class="reason">{text(`trouble.${id}.reason`)}</p>
    </details>
  );
}

/** M59, M66: how to restart the browser. */
function Restart({ system, facts, isAfterReset }: { system: SystemId; facts: Facts; isAfterReset: boolean }) {
  if (isPrivate()) return text('restart.inPrivate', { window: inBrowser('window') });
  const step = text('restart.steps');
  return (
    <>
      {isAfterReset ? text('restart.ifNotReset', { step }) : step} <RestartButton system={system} facts={facts} />
      <p class="note">{restartHelp()}</p>
    </>
  );
}

type StepHelpProps = {
  help: Exclude<Help, 'restart' | 'resetInEdge'>;
  load: LoadView | undefined;
  facts: Facts;
  openSection: OpenSection;
};

function StepHelp({ help, load, facts, openSection }: StepHelpProps) {
  switch (help) {
    case 'exclusions':
      return (
        <>
          <ul class="addresses">
            {exclusions(facts, load?.diagnosis.system).map((address) => (
              <li key={address}>{address}</li>
            ))}
          </ul>
          <CopyButton label={text('action.copyExclusions')} value={exclusionRequest(facts, load)} />
        </>
      );
    case 'addresses':
      return (
        <ul class="addresses">
          {listedSystems(facts).map((system) => (
            <li key={system.id}>
              {nameOf(system)}
              <br />
              <Link address={system.address}>{system.address}</Link>
            </li>
          ))}
        </ul>
      );
    case 'clientcheck':
      return <LinkButton address={systemById(help, facts)?.address ?? ''} label={text('action.openClientcheck')} />;
    case 'portal':
      return <LinkButton address={portal(facts).address} label={text('action.openPortal')} />;
    case 'chrome':
      return <LinkButton address={CHROME_DOWNLOAD} label={text('trouble.chrome')} />;
    default:
      return <Button label={text(`section.${help}`)} onClick={() => openSection(help)} />;
  }
}
