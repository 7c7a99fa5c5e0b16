import type { SystemId } from '../catalog/systems.ts';
import type { Cause } from './causes.ts';
import type { Evidence } from './evidence.ts';

/** What a rule concludes, from what, and what it would still like to know. */
export interface Finding {
  cause: Cause;
  /** The second likeliest cause, where the evidence is too thin to be sure. */
  or?: Cause | undefined;
  because: readonly Evidence[];
  /** Systems that a probe of could change the cause: until it is answered there is no diagnosis. */
  decisive?: readonly SystemId[];
  /** Systems that a probe of can only add to what is known. */
  helpful?: readonly SystemId[];
}
