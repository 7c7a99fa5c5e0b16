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
import { readMarkup } from '../../utils/diagnosis/signs/html-text.ts';
import { linesOfText } from '../../utils/diagnosis/signs/lines.ts';
import { CLASSES, featuresOf, sumsOf } from '../../utils/diagnosis/signs/model.ts';
import { type PageContent, readInLayers, readSigns } from '../../utils/diagnosis/signs/read-signs.ts';
import type { Sign } from '../../utils/diagnosis/signs/signs.ts';
import type { Sentence, Statement } from '../../utils/diagnosis/signs/statements.ts';
import { tokenize } from '../../utils/diagnosis/signs/tokenize.ts';
import type { LoadEvent } from '../../utils/run/load-event.ts';
import { reduce } from '../../utils/run/reduce.ts';
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
      const { system: address, title, text, isAtWork, html, frames, contentType, ...outcome } = input;
      const signs = signsOf({ title, text, isAtWork, html, frames, contentType, ...outcome });
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

type PageFields = 'title' | 'text' | 'isAtWork' | 'html' | 'frames' | 'contentType';
type Page = Pick<InputOf<'page'>, PageFields> & { status?: number | undefined; endedAt: number };

/** How a page is read, layer by layer: its sentences as concepts, then its statements. */
export interface Layers {
  /** Each with its concepts: one letter a word (`LEXICON`). */
  sentences: readonly { text: string; concepts: string; marks: string }[];
  /** `doubt`: the name of the reason not to believe it. */
  statements: readonly { sign: Sign; words: string; doubt: string | null }[];
  /** What the model says: its classes, the best first, and the sentence that speaks most for the best. */
  model: { scores: Record<string, number>; strongest: string | null };
}

/** A frame with its attributes. */
const FRAME = /<i?frame\b(?:"[^"]*"|'[^']*'|[^>"'])*>/gi;

/** Puts the documents of frames where they show: those in attributes, and those of `frames` by their `src`. */
function withInnerDocuments(html: string, frames: Record<string, string> = {}): string {
  return html.replace(FRAME, (frame) => {
    const [, , source = ''] = /\ssrc=(["']?)(.*?)\1(?=[\s>])/is.exec(frame) ?? [];
    const [, , escaped] = /\ssrcdoc=(["'])(.*?)\1/is.exec(frame) ?? [];
    const inner = escaped
      ?.replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    return frame + (inner ?? frames[source] ?? '').replace(/<title\b[\s\S]*?<\/title\s*>/gi, '');
  });
}

/** Returns how a page is read; `undefined` for other cases. */
export function layersOf(input: Input): Layers | undefined {
  if (input.type !== 'page') return undefined;
  const reading = readInLayers(contentOf(input));
  const { page, votes, scores } = reading;
  return {
    sentences: page.sentences.map(({ text, letters, marks }) => ({ text, concepts: letters, marks })),
    statements: votes.statements.map((statement) => ({
      sign: statement.sign,
      words: wordsOf(statement),
      doubt: statement.doubt ?? null,
    })),
    model: {
      scores: Object.fromEntries(scores.map(([name, score]) => [name, Number(score.toFixed(1))])),
      strongest: strongestOf(reading)?.text ?? null,
    },
  };
}

/** The words of a statement. */
export function wordsOf({ sentence: { text, letters }, start, end }: Statement): string {
  const { letters: all, at } = tokenize(text);
  const first = all.indexOf(letters);
  return text.slice(at[first + start], at[first + end]);
}

/** The sentence that speaks most for the best class against the second. A feature counts for the first that has it. */
function strongestOf({ page, votes, scores }: ReturnType<typeof readInLayers>): Sentence | undefined {
  const features = featuresOf(page, votes);
  const [best = 0, second = 0] = scores.map(([name]) => CLASSES.indexOf(name));
  const leadOf = (count: number) => {
    const first = page.sentences.slice(0, count);
    const sentences = page.sentences.map((one) => (first.includes(one) ? one : { ...one, text: '', letters: '' }));
    const statements = votes.statements.filter(({ sentence }) => first.includes(sentence));
    const ids = featuresOf({ ...page, sentences }, { ...votes, statements }).map(({ id }) => id);
    const sums = sumsOf(features.filter(({ id }) => ids.includes(id)));
    return (sums[best] ?? 0) - (sums[second] ?? 0);
  };
  const gains = page.sentences.map((_, index) => leadOf(index + 1) - leadOf(index));
  return page.sentences[gains.indexOf(Math.max(...gains))];
}

/** The signs that the reader finds on a page. */
function signsOf(page: Page): Sign[] {
  const content = contentOf(page);
  const signs = readSigns(content);
  return signs.length === 0 && page.isAtWork ? ['interactive'] : signs;
}

/** The page as the reader has it. */
export function contentOf({
  title,
  text,
  isAtWork,
  html,
  frames,
  contentType,
  status = 0,
  endedAt: at,
}: Page): PageContent {
  if (html !== undefined && !/plain|json/.test(contentType ?? ''))
    return { ...readMarkup(withInnerDocuments(html, frames)), status, at };
  const lines = linesOfText(html ?? text);
  // The text does not show where the fields are, nor whether they are out of use. A message stands above them.
  const above = lines.filter((line) => line.text !== title).slice(0, 1);
  return { title, lines: isAtWork && status < 400 ? above : lines, isInteractive: false, status, at };
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
  const { title, text, isAtWork, html, frames, contentType, ...load } = event;
  const page = { title, text, isAtWork, html, frames, contentType, status: load.status, endedAt: load.at };
  return { ...load, type: 'signs', signs: signsOf(page) };
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
