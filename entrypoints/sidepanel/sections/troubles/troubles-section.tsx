import { useMemo, useRef } from 'preact/hooks';
import { Button } from '@/components/buttons.tsx';
import { useKept } from '@/components/hooks/use-kept.ts';
import type { SurfaceProps } from '@/components/hooks/use-view.ts';
import { SYMPTOM_GROUPS, SYMPTOMS, type SymptomId } from '@/utils/catalog/symptoms.ts';
import { symptomsOf } from '@/utils/diagnosis/causes.ts';
import { findSymptoms, indexSymptoms } from '@/utils/diagnosis/find-symptoms.ts';
import { text } from '@/utils/i18n/text.ts';
import type { LoadView } from '@/utils/run/view.ts';
import { Symptom } from './symptom.tsx';
import './troubles.css';

const MAX_QUERY_LENGTH = 100;

/** 困ったときは: the manual's symptoms with a search; those that fit the failure on the card are first. */
export function TroublesSection({ state: { view, load }, openSection }: SurfaceProps) {
  const [query = '', setQuery] = useKept('query');
  const [unfolded = {}, setUnfolded] = useKept('symptoms');
  const index = useMemo(
    () => indexSymptoms((id) => ({ title: text(`trouble.${id}.title`), words: text(`trouble.${id}.words`) })),
    [],
  );
  const { found, near } = findSymptoms(query, index);
  const isSearching = query.trim() !== '';
  // Keeps the order while probes are pending, so that the text does not move away from the reader.
  const fitting = useRef<SymptomId[]>([]);
  fitting.current = symptomsOfLoad(load) ?? fitting.current;
  const current = fitting.current.filter((id) => found.includes(id));
  const others = [...found, ...near].filter((id) => !current.includes(id));
  const groups = SYMPTOM_GROUPS.map((group) => ({
    group,
    ids: SYMPTOMS.filter((symptom) => symptom.group === group && others.includes(symptom.id)).map(({ id }) => id),
  })).filter(({ ids }) => ids.length > 0);
  const list = (ids: readonly SymptomId[]) =>
    ids.map((id) => (
      <Symptom
        key={id}
        id={id}
        load={current.includes(id) ? load : undefined}
        isOpen={unfolded[id] ?? (id === current[0] || found.length === 1)}
        onToggle={(isOpen) => setUnfolded({ ...unfolded, [id]: isOpen })}
        facts={view.facts}
        openSection={openSection}
      />
    ));
  return (
    <section aria-labelledby="troubles" class="troubles">
      <h2 id="troubles">{text('section.troubles')}</h2>
      <search>
        <label>
          {text('trouble.search')}
          <input
            type="search"
            value={query}
            maxLength={MAX_QUERY_LENGTH}
            placeholder={text('trouble.placeholder')}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </label>
        <p class="note" role="status">
          {resultText(found.length, near.length, isSearching)}
        </p>
      </search>
      {current.length > 0 && <div class="symptoms box">{list(current)}</div>}
      {isSearching
        ? others.length > 0 && <div class="symptoms box">{list(others)}</div>
        : groups.map(({ group, ids }) => (
            <section key={group} aria-labelledby={`troubles-${group}`}>
              <h3 id={`troubles-${group}`}>{text(`trouble.group.${group}`)}</h3>
              <div class="symptoms box">{list(ids)}</div>
            </section>
          ))}
      <p class="unsolved buttons">
        {text('trouble.unsolved')}
        <Button label={text('section.check')} onClick={() => openSection('check')} />
        <Button label={text('section.contact')} onClick={() => openSection('contact')} />
      </p>
    </section>
  );
}

/** How many symptoms a search has found, or how many come near. */
function resultText(found: number, near: number, isSearching: boolean): string {
  if (near > 0) return text('trouble.near', { count: near });
  if (found === 0) return text('trouble.nothing');
  return text(isSearching ? 'trouble.found' : 'trouble.all', { count: found });
}

/** The symptoms that fit the failure on the card; `undefined` while probes are pending. */
function symptomsOfLoad(load: LoadView | undefined): SymptomId[] | undefined {
  if (!load) return [];
  const { cause, isChecking } = load.diagnosis;
  return isChecking ? undefined : symptomsOf(cause, load.attempt.netError);
}
