import { join } from 'node:path';
import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { autoSelectEntries } from '../../entrypoints/options/admin/rollout.ts';
import { MANUAL } from '../../utils/catalog/facts.ts';
import { nearestSystem } from '../../utils/catalog/nearest.ts';
import type { Attempt } from '../../utils/diagnosis/attempt.ts';
import type { Cause } from '../../utils/diagnosis/causes.ts';
import { type Diagnosis, diagnose } from '../../utils/diagnosis/diagnose.ts';
import { findSymptoms, indexSymptoms } from '../../utils/diagnosis/find-symptoms.ts';
import { PROBE_PATIENCE } from '../../utils/diagnosis/patience.ts';
import { PAGE_RULES, readSigns } from '../../utils/diagnosis/signs/read-signs.ts';
import type { Sign } from '../../utils/diagnosis/signs/signs.ts';
import { type LoadEvent, reduce } from '../../utils/run/reduce.ts';
import { EMPTY_RUN, type RunState } from '../../utils/run/run-state.ts';
import { viewOf } from '../../utils/run/view.ts';
import { type Problem, parsePolicy } from '../../utils/settings/policy.ts';
import type { CaseEvent, Input, InputOf } from './input.ts';

/** The core's answer to a case; which fields it has depends on the input. */
export interface Got {
  signs?: readonly Sign[];
  cause?: Cause;
  /** The second likeliest cause. */
  or?: Cause | null;
  /** Ids of symptoms, the best first. */
  found?: readonly string[];
  /** Id of a system. */
  system?: string | null;
  settings?: Record<string, unknown>;
  problems?: readonly Problem[];
  /** The number of maintenance windows. */
  maintenance?: number;
  /** The help desk's number. */
  phone?: string | null;
  /** The first entry of `AutoSelectCertificateForUrls`. */
  entry?: string | null;
}

export function answer(input: Input): Got {
  switch (input.type) {
    case 'page': {
      const { system: address, title, text, isAtWork, ...outcome } = input;
      const signs = signsOf({ title, text, isAtWork, status: outcome.status });
      return answerLoad({ ...outcome, address, signs, isReported: true });
    }
    case 'evidence':
      return answerLoad(input);
    case 'events':
      return answerEvents(input.events);
    case 'search':
      return { found: findSymptoms(input.query, SYMPTOM_INDEX).found };
    case 'nearest':
      return { system: nearestSystem(input.address, MANUAL)?.id ?? null };
    case 'policy':
      return answerPolicy(input);
  }
}

type Page = Pick<InputOf<'page'>, 'title' | 'text' | 'isAtWork'> & { status?: number | undefined };

/** The signs that the content script finds on a page. */
function signsOf({ title, text, isAtWork, status = 0 }: Page): Sign[] {
  return readSigns({ status, title, text, isInteractive: isAtWork }, PAGE_RULES);
}

type Outcome = Omit<InputOf<'evidence'>, 'type'>;

/** Diagnoses a single load. Without a status, an error or a page it is still loading, and `endedAt` is now. */
function answerLoad({ endedAt, took, ...outcome }: Outcome): Got {
  const isPending = outcome.status === undefined && outcome.netError === undefined && !outcome.isReported;
  const times = { startedAt: endedAt - took, ...(isPending ? {} : { endedAt }) };
  const attempt = { ...outcome, ...times, requestId: '1', tabId: 1 };
  return gotOf(attempt, diagnose(attempt, MANUAL, isPending ? endedAt : Number.POSITIVE_INFINITY));
}

function gotOf({ signs = [] }: Attempt, { cause, or }: Diagnosis): Got {
  return { signs, cause, or: or ?? null };
}

/** Plays events into a run. Returns the view of the last event's tab. */
function answerEvents(events: readonly CaseEvent[]): Got {
  const run = events.reduce<RunState>((state, event) => reduce(state, eventOf(event), MANUAL), EMPTY_RUN);
  const last = Math.max(...events.map((event) => ('at' in event ? event.at : 0)));
  // No report or answer can arrive after this time, and a pending load is not slow yet.
  const { tabs } = viewOf(run, MANUAL, last + PROBE_PATIENCE);
  const load = tabs[events.at(-1)?.tabId ?? '']?.current;
  return load ? gotOf(load.attempt, load.diagnosis) : { signs: [], cause: 'none', or: null };
}

function eventOf(event: CaseEvent): LoadEvent {
  if (event.type !== 'pageText') return event;
  const { title, text, isAtWork, ...page } = event;
  return { ...page, type: 'signs', signs: signsOf({ title, text, isAtWork, status: page.status }) };
}

function answerPolicy({ text, generator }: InputOf<'policy'>): Got {
  if (generator) return { entry: autoSelectEntries(generator, text)[0] ?? null };
  const { settings, facts, problems } = parsePolicy(text);
  const { maintenance, contacts } = facts;
  return { settings, problems, maintenance: maintenance.length, phone: contacts.helpDesk?.phone ?? null };
}

/** The symptoms with their Japanese texts, as the side panel searches them. */
const SYMPTOM_INDEX = await readSymptoms();

async function readSymptoms() {
  const entries = await parseMessagesFile(join(import.meta.dirname, '../../locales/ja.yml'));
  const texts = new Map(entries.map((entry) => [entry.key.join('.'), 'message' in entry ? entry.message : '']));
  const textOf = (key: string) => texts.get(key) ?? '';
  return indexSymptoms((id) => ({ title: textOf(`trouble.${id}.title`), words: textOf(`trouble.${id}.words`) }));
}
