import * as v from 'valibot';
import { answer, type Got, type Layers, layersOf } from './answer.ts';
import { ExpectedSchema, isRight } from './expected.ts';
import { InputSchema } from './input.ts';

/** One line of the output. */
type AnswerLine =
  | { id: string | number; got: Got; right?: boolean; layers?: Layers }
  | { id: string | number | null; error: string };

const IdSchema = v.union([v.string(), v.number()]);
const CaseSchema = v.object({ id: IdSchema, input: InputSchema, expected: v.optional(v.nullable(ExpectedSchema)) });

/** Answers one case, with its layers on request. Never throws: anything that is no case gets an error. */
export function answerCase(value: unknown, withLayers = false): AnswerLine {
  const id = v.is(v.object({ id: IdSchema }), value) ? value.id : null;
  try {
    const { output, success, issues } = v.safeParse(CaseSchema, value, { abortEarly: true });
    if (!success) return { id, error: describe(issues[0]) };
    const got = answer(output.input);
    const layers = withLayers ? layersOf(output.input) : undefined;
    const right = output.expected ? { right: isRight(got, output.expected) } : {};
    return { id: output.id, got, ...right, ...(layers && { layers }) };
  } catch (error) {
    return { id, error: String(error) };
  }
}

/** Answers the cases of a file's text, each as a line. */
export function answerFile(
  name: string,
  text: string,
  withLayers = false,
): (AnswerLine | { file: string; error: string })[] {
  let cases: unknown;
  try {
    cases = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return [{ file: name, error: `no JSON: ${error instanceof Error ? error.message : error}` }];
  }
  return Array.isArray(cases)
    ? cases.map((value) => answerCase(value, withLayers))
    : [{ file: name, error: 'no JSON array' }];
}

function describe(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
}
