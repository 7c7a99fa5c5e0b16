/** Every key of the extension's storage, and its area. docs/privacy.md explains each one to users. */
export const STORAGE_KEYS = {
  /** The state of the browser run. */
  run: 'session',
  /** The same for private windows. */
  'run-private': 'session',
  /** A random name of the browser run. */
  'run-id': 'session',
  /** The section that the side panel shows next. */
  'panel-place': 'session',
  /** Copies that survive an update of the extension. */
  'run-copy': 'local',
  'run-id-copy': 'local',
  /** The user's settings. */
  settings: 'local',
  /** The progress of the first setup. */
  setup: 'local',
  /** When a page last showed the closing reminder. */
  'closing-told': 'local',
  /** When a page last showed the reminder of a certificate renewal. */
  'renewal-told': 'local',
} as const satisfies Record<string, 'session' | 'local'>;

export type StorageKey = keyof typeof STORAGE_KEYS;
