/** Every key of the extension's storage, and its area. docs/privacy.md explains each one to users. */
export const STORAGE_KEYS = {
  run: 'session',
  'run-private': 'session',
  'run-id': 'session',
  'panel-place': 'session',
  'run-copy': 'local',
  'run-id-copy': 'local',
  settings: 'local',
  setup: 'local',
  'closing-told': 'local',
  'renewal-told': 'local',
} as const satisfies Record<string, 'session' | 'local'>;

export type StorageKey = keyof typeof STORAGE_KEYS;
