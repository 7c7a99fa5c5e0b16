/** How long the diagnosis waits for each thing, in ms: the only moments at which it changes because time passes. */
import { MINUTE, SECOND } from '../time.ts';

/** A person needs at least this long to read and answer the selection dialog. */
export const MIN_DIALOG_TIME = SECOND;
/**
 * A system that asks for certificates is silent for longer than this only while the selection dialog is open: without a
 * usable certificate the browser continues at once. The value allows for a slow line.
 */
export const DIALOG_PATIENCE = 4 * SECOND;
/** The same without a probe that confirms it. */
export const UNPROBED_DIALOG_PATIENCE = DIALOG_PATIENCE + SECOND;
/** A load that is silent for this long is stuck. */
export const ANSWER_PATIENCE = 20 * SECOND;
/** The same if the system answers a probe meanwhile: it may be a slow page. */
export const SLOW_PAGE_PATIENCE = 60 * SECOND;
/** The same for a load that sends something: uploads and bookings take minutes, and giving up too early loses work. */
export const SENDING_PATIENCE = 5 * MINUTE;
/** The waiting times of a pending load after which its diagnosis, or the probes that it needs, can change. */
export const PATIENCES = [
  DIALOG_PATIENCE,
  UNPROBED_DIALOG_PATIENCE,
  ANSWER_PATIENCE,
  SLOW_PAGE_PATIENCE,
  SENDING_PATIENCE,
] as const;

/** The diagnosis waits this long for the answer to a probe. */
export const PROBE_PATIENCE = 3.5 * SECOND;
/** A page with an error status may send its signs within this time: it can turn out to be interactive. */
export const REPORT_PATIENCE = SECOND;
/** The same for a page that has begun to load: scripts and style sheets can hold it up. */
export const BEGUN_PATIENCE = 10 * SECOND;
/** Minimum time between two probes of a system. */
export const PROBE_PAUSE = 30 * SECOND;
/** An answer that shows no certificate is not asked for again within this time. */
export const ABSENCE_TRUST = 10 * MINUTE;
