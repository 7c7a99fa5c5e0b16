import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { Got } from './answer.ts';

const words = v.array(v.string());

/** What a case expects; every field that is given must hold. */
export const ExpectedSchema = v.strictObject({
  cause: v.optional(v.string()),
  /** One of these. Together with `orAny`, one of both has to hold. */
  causeAny: v.optional(words),
  causeNot: v.optional(words),
  orAny: v.optional(words),
  /** Exactly these signs, in any order; a list inside is a choice of one. */
  signs: v.optional(v.array(v.union([v.string(), words]))),
  /** One of these lists of signs. */
  signsAny: v.optional(v.array(words)),
  notSigns: v.optional(words),
  /** One of these symptoms is found; an empty list: none is found. */
  anyOf: v.optional(words),
  system: v.optional(v.nullable(v.string())),
  /** These settings, among others. */
  settings: v.optional(v.record(v.string(), v.unknown())),
  maintenance: v.optional(v.number()),
  /** A number; or whether there is one. */
  phone: v.optional(v.nullable(v.union([v.boolean(), v.string()]))),
  entry: v.optional(v.nullable(v.string())),
});

type Expected = v.InferOutput<typeof ExpectedSchema>;

/** Whether an answer meets every expectation of its case. */
export function isRight(got: Got, expected: Expected): boolean {
  const { cause, causeAny, causeNot, orAny, signs, signsAny, notSigns, anyOf } = expected;
  const isCause = (causes: readonly string[]) => got.cause !== undefined && causes.includes(got.cause);
  const isOr = (causes: readonly string[]) => typeof got.or === 'string' && causes.includes(got.or);
  const hasSigns = (choices: readonly (string | string[])[]) =>
    got.signs !== undefined && isSameSet(got.signs, choices);
  const areEqual = (wanted: unknown, answered: unknown) => wanted === undefined || isDeepStrictEqual(wanted, answered);
  return [
    areEqual(cause, got.cause),
    !causeAny || isCause(causeAny) || (orAny !== undefined && isOr(orAny)),
    !causeNot || (got.cause !== undefined && !isCause(causeNot)),
    !orAny || isOr(orAny) || (causeAny !== undefined && isCause(causeAny)),
    !signs || hasSigns(signs),
    !signsAny || signsAny.some(hasSigns),
    !notSigns || (got.signs !== undefined && !got.signs.some((sign) => notSigns.includes(sign))),
    !anyOf || (anyOf.length === 0 ? got.found?.length === 0 : got.found?.some((id) => anyOf.includes(id))),
    areEqual(expected.system, got.system),
    Object.entries(expected.settings ?? {}).every(([name, value]) => areEqual(value, got.settings?.[name])),
    areEqual(expected.maintenance, got.maintenance),
    areEqual(expected.phone, typeof expected.phone === 'boolean' ? typeof got.phone === 'string' : got.phone),
    areEqual(expected.entry, got.entry),
  ].every(Boolean);
}

function isSameSet(signs: readonly string[], choices: readonly (string | string[])[]): boolean {
  const isChosen = (choice: string | string[]) => signs.some((sign) => [choice].flat().includes(sign));
  const isWanted = (sign: string) => choices.flat().includes(sign);
  return signs.length === choices.length && choices.every(isChosen) && signs.every(isWanted);
}
