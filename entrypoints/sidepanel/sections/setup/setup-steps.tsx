import type { ComponentType } from 'preact';
import { Button, CopyButton, LinkButton } from '@/components/buttons.tsx';
import { Choices, Group } from '@/components/form-controls.tsx';
import type { OpenSection } from '@/components/hooks/use-view.ts';
import { RestartButton } from '@/components/restart-button.tsx';
import { type Facts, listedSystems, portal, systemById } from '@/utils/catalog/facts.ts';
import { CHECK_SITE, PORTAL, type System, type SystemId } from '@/utils/catalog/systems.ts';
import { restartHelp } from '@/utils/i18n/advice.ts';
import { nameOf } from '@/utils/i18n/system-name.ts';
import { text } from '@/utils/i18n/text.ts';
import { certificateSystems } from '@/utils/run/setup.ts';
import { type SetupProgress, type SetupStep, SOURCES } from '@/utils/run/setup-progress.ts';
import { mailAddress } from '../../mail.ts';
import { DialogDrawing, FinishDrawing, PasswordDrawing, StoreDrawing, ZipDrawing } from './drawings.tsx';

/** The props of the body of a setup step. */
export interface StepProps {
  facts: Facts;
  mySystems: SystemId[];
  /** The policy sets `mySystems`. */
  isLocked: boolean;
  source: SetupProgress['source'];
  /** Whether the chosen systems need a certificate; `undefined`: no system is chosen. */
  need: boolean | undefined;
  openSection: OpenSection;
  chooseSystems: (systems: SystemId[]) => void;
  chooseSource: (source: SetupProgress['source']) => void;
  /** Ticks the step by hand. */
  finish: () => void;
}

/** The body of each step, without the button that ticks it. */
export const STEP_BODIES: Record<SetupStep, ComponentType<StepProps>> = {
  systems: ChooseSystems,
  get: GetFile,
  install: Install,
  restart: Restart,
  check: Check,
  delete: DeleteFiles,
};

/** M43–M45. */
function ChooseSystems({ facts, mySystems, isLocked, need, chooseSystems, finish }: StepProps) {
  // The portal and the check site are only aids.
  const systems = listedSystems(facts).filter(({ id }) => id !== PORTAL && id !== CHECK_SITE);
  const needOf = ({ certificate }: System) => text(certificate === 'required' ? 'setup.needed' : 'setup.notNeeded');
  return (
    <>
      <Group title={text('setup.systems.lead')}>
        <Choices
          name="mySystems"
          options={systems.map((system) => [system.id, nameOf(system), needOf(system)])}
          chosen={mySystems}
          disabled={isLocked}
          onChange={chooseSystems}
        />
      </Group>
      {isLocked && <p class="note">{text('options.managed')}</p>}
      {need === undefined && <p class="note">{text('setup.systems.none')}</p>}
      {need === false && (
        <>
          <p data-setup="unneeded">
            <b>{text('setup.systems.unneeded')}</b>
          </p>
          <p>{text('setup.systems.unneededReason')}</p>
        </>
      )}
      {need && (
        <>
          <p>{text('setup.systems.where')}</p>
          <Button label={text('setup.systems.next')} class="finish main" onClick={finish} />
        </>
      )}
    </>
  );
}

/** M39–M41, M47–M52. */
function GetFile({ facts, source, chooseSource, openSection }: StepProps) {
  return (
    <>
      <Group title={text('setup.get.lead')}>
        <Choices
          name="source"
          options={SOURCES.map((option) => [option, text(`setup.get.${option}`)])}
          chosen={source}
          onChange={chooseSource}
        />
      </Group>
      <p class="note">{text('setup.get.jimu')}</p>
      {source === 'office' && (
        <>
          <ol>
            <li>{text('setup.get.office1')}</li>
            <li>{text('setup.get.office2')}</li>
            <li>{text('setup.get.office3')}</li>
            <li>{text('setup.get.office4')}</li>
          </ol>
          <p class="note">{text('setup.get.copying')}</p>
          <Button label={text('setup.handling')} onClick={() => openSection('handling')} />
        </>
      )}
      {source === 'mail' && <RequestMail to={facts.contacts.operations.email} />}
    </>
  );
}

/** M49: the data that the operators need. */
const MAIL_ITEMS = ['institution', 'department', 'name', 'user', 'reason'] as const;

/** M49: the mail that requests a certificate file. */
function RequestMail({ to }: { to: string }) {
  const subject = text('setup.mail.subject');
  const body = [text('setup.mail.body'), '', ...MAIL_ITEMS.map((item) => text(`setup.mail.${item}`)), ''].join('\n');
  return (
    <ol>
      <li>
        {text('setup.get.mail1')}
        <p class="note">{text('setup.get.mailTo', { address: to })}</p>
        <pre>{`${subject}\n\n${body}`}</pre>
        <p class="buttons">
          <LinkButton label={text('setup.get.write')} address={mailAddress({ to, subject, body })} />
          <CopyButton label={text('setup.get.copyMail')} value={`${to}\n${subject}\n\n${body}`} />
        </p>
      </li>
      <li>{text('setup.get.mail2')}</li>
    </ol>
  );
}

const INSTALL_STEPS = [
  ['open', ZipDrawing],
  ['next', undefined],
  ['store', StoreDrawing],
  ['password', PasswordDrawing],
  ['finish', FinishDrawing],
] as const;

/** M53–M58. */
function Install() {
  return (
    <>
      <p>{text('setup.install.lead')}</p>
      <ol>
        {INSTALL_STEPS.map(([step, Drawing]) => (
          <li key={step}>
            {text(`setup.install.${step}`)}
            {Drawing && <Drawing />}
          </li>
        ))}
      </ol>
    </>
  );
}

/** M59, M64. */
function Restart({ facts, mySystems }: StepProps) {
  return (
    <>
      <p>{text('restart.steps')}</p>
      <p>
        <RestartButton system={certificateSystems(mySystems, facts)[0]?.id ?? ''} facts={facts} />
      </p>
      <p>{restartHelp()}</p>
      <p class="note">{text('setup.restart.background')}</p>
      <p class="note">{text('setup.restart.why')}</p>
    </>
  );
}

/** M60, M62, M63, M65. */
function Check({ facts, mySystems, openSection }: StepProps) {
  const checkSite = systemById(CHECK_SITE, facts) ?? portal(facts);
  return (
    <>
      <p>{text('setup.check.lead')}</p>
      <p class="buttons">
        {certificateSystems(mySystems, facts).map((system) => (
          <LinkButton
            key={system.id}
            label={text('setup.check.open', { system: nameOf(system) })}
            address={system.address}
          />
        ))}
      </p>
      <p>{text('setup.check.dialog')}</p>
      <DialogDrawing />
      <p class="note">{text('setup.drawing.dialogNote')}</p>
      <p class="note">{text('setup.check.skipped')}</p>
      <p>{text('setup.check.site')}</p>
      <p class="buttons">
        <LinkButton label={text('setup.check.openSite')} address={checkSite.address} />
        <Button label={text('setup.check.selfCheck')} onClick={() => openSection('check')} />
      </p>
    </>
  );
}

/** M46, M61. */
function DeleteFiles() {
  return (
    <>
      <p>{text('setup.delete.lead')}</p>
      <p class="note">{text('setup.delete.why')}</p>
    </>
  );
}
