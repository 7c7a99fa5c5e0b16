import { FILLER_WORDS, SYMPTOM_WORDS } from '../catalog/symptom-words.ts';
import { SYMPTOMS, type SymptomId } from '../catalog/symptoms.ts';
import { createIndex, type SearchIndex, search, searchNear } from '../search.ts';
import { type NetErrorKind, netErrorKind } from './net-errors.ts';

/** The symptoms that a kind of network error can mean, the likeliest first. */
const SYMPTOMS_BY_KIND: Readonly<Record<NetErrorKind, readonly SymptomId[]>> = {
  aborted: ['endless', 'blank'],
  'client-certificate': ['badCertificate', 'notInstalled', 'several'],
  'client-key': ['key'],
  'socket-gone': ['cutOff', 'notInstalled'],
  'broken-off': ['unreachable', 'cutOff', 'notInstalled'],
  clock: ['clock'],
  tunnel: ['proxy', 'unreachable'],
  proxy: ['proxy'],
  'server-certificate': ['intercepted', 'stopped'],
  intercepted: ['intercepted'],
  tls: ['outdated'],
  offline: ['offline'],
  name: ['offline', 'address'],
  blocked: ['blocked'],
  unreachable: ['unreachable', 'offline'],
  address: ['address'],
  'bad-answer': ['stopped', 'address', 'endless'],
};

/** Codes that are no `ERR_…`, by their beginning. The first match counts. */
const OTHER_CODES: readonly (readonly [string, readonly SymptomId[]])[] = [
  ['DNS_PROBE_', SYMPTOMS_BY_KIND.name], // Chromium, components/error_page
  ['SSL_ERROR_', ['badCertificate', 'outdated', 'intercepted']], // this and the next three: Firefox, NSS
  ['SEC_ERROR_', ['intercepted', 'clock']],
  ['MOZILLA_PKIX_', ['intercepted']],
  ['PR_', SYMPTOMS_BY_KIND['broken-off']],
  ['DLG_FLAGS_', ['intercepted']], // this and the next: Internet Explorer
  ['INET_E_', ['unreachable', 'offline']],
  ['STATUS_', ['blank']], // Chromium's page for a crashed renderer, as is the next
  ['RESULT_CODE_', ['blank', 'endless']],
];

/** HTTP statuses that mean something else than their hundred. */
const SYMPTOMS_BY_STATUS: ReadonlyMap<number, readonly SymptomId[]> = new Map([
  [401, ['noLogin', 'notInstalled']],
  [404, ['address']],
  [407, ['proxy']],
  [408, ['unreachable']],
  [410, ['address']],
  [429, ['stopped']],
  [451, ['blocked', 'proxy']],
  [511, ['proxy']],
]);

/**
 * Returns the symptoms that a browser's code or an HTTP status means, the likeliest first; `undefined` if it is none.
 * Accepts any case, codes without `ERR_`, and the beginning of a code.
 */
export function symptomsOfCode(word: string): readonly SymptomId[] | undefined {
  const code = word.toUpperCase().replace(/^(NET_)?(?=ERR_)/, '');
  if (/^[45]\d\d$/.test(code))
    return SYMPTOMS_BY_STATUS.get(Number(code)) ?? [code < '500' ? 'notInstalled' : 'stopped'];
  if (!code.includes('_')) return undefined;
  const other = OTHER_CODES.find(([start]) => code.startsWith(start));
  if (other) return other[1];
  if (code === 'ERR_FAILED') return ['unreachable', 'blank'];
  const name = code.startsWith('ERR_') ? code : `ERR_${code}`;
  const kind = netErrorKind(name) ?? netErrorKind(`${name}_`);
  return kind && SYMPTOMS_BY_KIND[kind];
}

/** The texts of a symptom in a language: its title, and search words besides. */
type TextsOf = (id: SymptomId) => { title: string; words: string };

/** Prepares the search for symptoms by their texts in one language. Codes and messages are found in any. */
export function indexSymptoms(textsOf: TextsOf): SearchIndex<SymptomId> {
  const entries = SYMPTOMS.map(({ id }) => {
    const { title, words } = textsOf(id);
    return { id, title, words: `${words} ${SYMPTOM_WORDS[id] ?? ''}` };
  });
  return createIndex<SymptomId>(entries, { fillers: FILLER_WORDS, idsOfCode: symptomsOfCode });
}

/** Finds the symptoms that fit a query, the best first. If none does, `near` has the few that come nearest, if any. */
export function findSymptoms(query: string, index: SearchIndex<SymptomId>): { found: SymptomId[]; near: SymptomId[] } {
  const found = search(query, index);
  return { found, near: found.length > 0 ? [] : searchNear(query, index) };
}
