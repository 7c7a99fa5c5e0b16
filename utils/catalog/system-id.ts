import * as v from 'valibot';

/** Id of a system of the manual or of an administrator. Safe as a key of objects and in addresses. */
export const SystemIdSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9-]{1,30}$/),
  // `constructor` matches the pattern, but every object inherits it.
  v.check((id) => !(id in Object.prototype)),
);
