import type { SystemId } from '../catalog/systems.ts';
import type { Case } from './case.ts';
import type { Cause } from './causes.ts';
import type { Evidence } from './evidence.ts';

/** The conclusion of a rule, its evidence, and the probes that could add to it. */
export interface Finding {
  cause: Cause;
  /** The second likeliest cause, if the evidence is thin. */
  or?: Cause | undefined;
  because: readonly Evidence[];
  /** Systems whose probe could change the cause: the diagnosis waits for their answers. */
  decisive?: readonly SystemId[];
  /** Systems whose probe could only add evidence. */
  helpful?: readonly SystemId[];
}

/** Decides a case, or leaves it to the next rule. */
export type Rule = (c: Case) => Finding | undefined;
