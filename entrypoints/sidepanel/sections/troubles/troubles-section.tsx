import { useMemo, useRef, useState } from 'preact/hooks';
import { CopyButton, Link } from '@/components/controls.tsx';
import { attemptToShow, type Status } from '@/components/hooks/use-status.ts';
import { CHROME_DOWNLOAD } from '@/utils/catalog/chrome-download.ts';
import { currentFacts, exclusions, listedSystems, portal, systemById } from '@/utils/catalog/facts.ts';
import { type Help, SYMPTOM_GROUPS, SYMPTOMS, type SymptomId } from '@/utils/catalog/symptoms.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { symptomsOf } from '@/utils/diagnosis/symptoms.ts';
import { RESTART_ADDRESS } from '@/utils/i18n/advice.ts';
import { systemName } from '@/utils/i18n/system-name.ts';
import { type TextKey, text } from '@/utils/i18n/text.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import { search } from '@/utils/search.ts';
import type { SectionProps } from '../../panel.tsx';
import './troubles.css';

const LONGEST_QUERY = 100;

/** 困ったときは: every trouble of the manual, found by whatever people call it; what fits the failure on the card comes first. */
export function TroublesSection({ status, go }: SectionProps) {
  const [query, setQuery] = useState('');
  const entries = useMemo(
    () => SYMPTOMS.map(({ id }) => ({ id, title: text(`trouble.${id}.title`), words: text(`trouble.${id}.words`) })),
    [],
  );
  const found = search(query, entries);
  const isSearching = query.trim() !== '';
  // While a failure is looked into, what is being read stays where it is.
  const known = useRef<SymptomId[]>([]);
  known.current = currentSymptoms(status) ?? known.current;
  const current = known.current.filter((id) => found.includes(id));
  const others = found.filter((id) => !current.includes(id));
  const groups = SYMPTOM_GROUPS.map((group) => ({
    group,
    ids: SYMPTOMS.filter((symptom) => symptom.group === group && others.includes(symptom.id)).map(({ id }) => id),
  })).filter(({ ids }) => ids.length > 0);
  const list = (ids: readonly SymptomId[]) =>
    ids.map((id) => (
      <Symptom
        key={id}
        id={id}
        isCurrent={current.includes(id)}
        isOpen={id === current[0] || found.length === 1}
        go={go}
      />
    ));
  return (
    <section aria-labelledby="troubles" class="troubles">
      <h2 id="troubles">{text('place.troubles')}</h2>
      <search>
        <label>
          {text('trouble.search')}
          <input
            type="search"
            value={query}
            maxLength={LONGEST_QUERY}
            placeholder={text('trouble.placeholder')}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </label>
        <p class="note" role="status">
          {found.length === 0
            ? text('trouble.nothing')
            : text(isSearching ? 'trouble.found' : 'trouble.all', { count: found.length })}
        </p>
      </search>
      {current.length > 0 && <div class="symptoms">{list(current)}</div>}
      {isSearching
        ? others.length > 0 && <div class="symptoms">{list(others)}</div>
        : groups.map(({ group, ids }) => (
            <section key={group} aria-labelledby={`troubles-${group}`}>
              <h3 id={`troubles-${group}`}>{text(`trouble.group.${group}`)}</h3>
              <div class="symptoms">{list(ids)}</div>
            </section>
          ))}
      <p class="unsolved">
        {text('trouble.unsolved')}
        <GoButton place="check" go={go} />
        <GoButton place="contact" go={go} />
      </p>
    </section>
  );
}

/** What fits the failure on the card; `undefined` as long as that is looked into. */
function currentSymptoms(status: Status): SymptomId[] | undefined {
  const attempt = attemptToShow(status);
  if (!attempt) return [];
  const { cause, isChecking } = diagnose(attempt, currentFacts(), status.now);
  return isChecking ? undefined : symptomsOf(cause, attempt.netError);
}

interface SymptomProps {
  id: SymptomId;
  isCurrent: boolean;
  isOpen: boolean;
  go: (place: PanelSection) => void;
}

/** One symptom: what to do first, then why. */
function Symptom({ id, isCurrent, isOpen, go }: SymptomProps) {
  const steps: readonly (Help | null)[] = SYMPTOMS.find((symptom) => symptom.id === id)?.steps ?? [];
  return (
    <details data-symptom={id} data-current={isCurrent ? '' : undefined} open={isOpen}>
      <summary>
        {isCurrent && <span class="mark">{text('trouble.current')}</span>} {text(`trouble.${id}.title`)}
      </summary>
      <ol>
        {steps.map((help, index) => (
          // Steps never change their places.
          <li key={`${id} ${index + 1}`}>
            {help === 'restart' ? <Restart /> : text(`trouble.${id}.step${index + 1}` as TextKey)}
            {help && help !== 'restart' && <StepHelp help={help} go={go} />}
          </li>
        ))}
      </ol>
      <p class="reason">{text(`trouble.${id}.reason`)}</p>
    </details>
  );
}

/** M59, M66: the same words wherever the browser has to start again. */
function Restart() {
  const address = RESTART_ADDRESS;
  return (
    <>
      {text('trouble.restart', { address })}{' '}
      <CopyButton kind="copy" label={text('action.copyRestart', { address })} value={address} />
      <p class="note">{text('trouble.restartNote')}</p>
    </>
  );
}

function StepHelp({ help, go }: { help: Exclude<Help, 'restart'>; go: (place: PanelSection) => void }) {
  switch (help) {
    case 'exclusions':
      return (
        <>
          <ul class="addresses">
            {exclusions().map((address) => (
              <li key={address}>{address}</li>
            ))}
          </ul>
          <CopyButton kind="copy" label={text('action.copyExclusions')} value={exclusions().join('\n')} />
        </>
      );
    case 'addresses':
      return (
        <ul class="addresses">
          {listedSystems().map(({ id, address }) => (
            <li key={id}>
              {systemName(id)}
              <br />
              <Link address={address}>{address}</Link>
            </li>
          ))}
        </ul>
      );
    case 'clientcheck':
      return <OpenButton address={systemById('clientcheck')?.address ?? ''} label={text('action.openClientcheck')} />;
    case 'portal':
      return <OpenButton address={portal().address} label={text('action.openPortal')} />;
    case 'chrome':
      return <OpenButton address={CHROME_DOWNLOAD} label={text('trouble.chrome')} />;
    default:
      return (
        <>
          {' '}
          <GoButton place={help} go={go} />
        </>
      );
  }
}

function OpenButton({ address, label }: { address: string; label: string }) {
  return (
    <>
      {' '}
      <Link address={address} class="button">
        {label}
      </Link>
    </>
  );
}

function GoButton({ place, go }: { place: PanelSection; go: (place: PanelSection) => void }) {
  return (
    <button type="button" onClick={() => go(place)}>
      {text(`place.${place}`)}
    </button>
  );
}
