import * as v from 'valibot';

/** Ids of systems, the manual's and those that an administrator adds. Safe as keys of objects, and in addresses. */
export const SystemIdSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9-]{1,30}$/),
  // Of what every object has, `constructor` is the one that looks like an id.
  v.check((id) => !(id in Object.prototype)),
);
