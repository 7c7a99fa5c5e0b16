import { Button, CopyButton, Link, LinkButton } from '@/components/controls.tsx';
import type { OpenSection } from '@/components/hooks/use-view.ts';
import { isPrivate } from '@/utils/browser/private.ts';
import { CHROME_DOWNLOAD } from '@/utils/catalog/contacts.ts';
import { exclusions, type Facts, listedSystems, portal, systemById } from '@/utils/catalog/facts.ts';
import { type Help, SYMPTOMS, type SymptomId } from '@/utils/catalog/symptoms.ts';
import { RESTART_ADDRESS } from '@/utils/i18n/advice.ts';
import { nameOf } from '@/utils/i18n/system-name.ts';
import { type TextKey, text } from '@/utils/i18n/text.ts';

interface SymptomProps {
  id: SymptomId;
  isCurrent: boolean;
  isOpen: boolean;
  /** Called when the user unfolds or folds it. */
  onToggle: (isOpen: boolean) => void;
  facts: Facts;
  openSection: OpenSection;
}

/** One symptom: the steps that help, then the reason. */
export function Symptom({ id, isCurrent, isOpen, onToggle, facts, openSection }: SymptomProps) {
  const steps: readonly (Help | null)[] = SYMPTOMS.find((symptom) => symptom.id === id)?.steps ?? [];
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
        {steps.map((help, index) => (
          // The order of the steps is fixed.
          <li key={`${id} ${index + 1}`}>
            {help === 'restart' ? <Restart /> : text(`trouble.${id}.step${index + 1}` as TextKey)}{' '}
            {help && help !== 'restart' && <StepHelp help={help} facts={facts} openSection={openSection} />}
          </li>
        ))}
      </ol>
      <p class="reason">{text(`trouble.${id}.reason`)}</p>
    </details>
  );
}

/** M59, M66: how to restart the browser. */
function Restart() {
  const address = RESTART_ADDRESS;
  if (isPrivate()) return text('private.restart');
  return (
    <>
      {text('trouble.restart', { address })}{' '}
      <CopyButton label={text('action.copyRestart', { address })} value={address} />
      <p class="note">{text('trouble.restartNote')}</p>
    </>
  );
}

type StepHelpProps = { help: Exclude<Help, 'restart'>; facts: Facts; openSection: OpenSection };

function StepHelp({ help, facts, openSection }: StepHelpProps) {
  switch (help) {
    case 'exclusions':
      return (
        <>
          <ul class="addresses">
            {exclusions(facts).map((address) => (
              <li key={address}>{address}</li>
            ))}
          </ul>
          <CopyButton label={text('action.copyExclusions')} value={exclusions(facts).join('\n')} />
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
      return <Button label={text(`place.${help}`)} onClick={() => openSection(help)} />;
  }
}
