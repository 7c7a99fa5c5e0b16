import { describe, expect, test } from 'vitest';
import { entriesOf, isLater, withRelease } from '@/scripts/changelog.ts';

const CHANGELOG = `# Changelog

## [Unreleased]

### Fixed

- The badge (see [docs](docs/a.md)).

## [0.1.0] - 2026-11-28

### Added

- All.
`;

describe('a release in the changelog', () => {
  const released = withRelease(CHANGELOG, '1.0.0', '2026-12-01');

  test('the unreleased entries become those of the version', () => {
    expect(entriesOf(released, '1.0.0')).toBe('### Fixed\n\n- The badge (see [docs](docs/a.md)).');
    expect(entriesOf(released, 'Unreleased')).toBe('');
    expect(entriesOf(released, '0.1.0')).toBe('### Added\n\n- All.');
    expect(released).toContain('## [Unreleased]\n\n## [1.0.0] - 2026-12-01\n');
  });

  test('a release without entries or with a known version is refused', () => {
    expect(() => withRelease(released, '1.1.0', '2026-12-01')).toThrow('no unreleased entries');
    expect(() => withRelease(CHANGELOG, '0.1.0', '2026-12-01')).toThrow('already');
  });

  test('a version without entries has no notes', () => {
    expect(entriesOf(CHANGELOG, '9.9.9')).toBe('');
  });
});

test.each([
  ['1.0.0', '0.1.0', true],
  ['0.1.10', '0.1.9', true],
  ['0.2.0', '0.10.0', false],
  ['0.1.0', '0.1.0', false],
  ['1.0', '0.1.0', false],
  ['v1.0.0', '0.1.0', false],
  ['', '0.1.0', false],
])('whether %s comes after %s: %s', (version, than, expected) => {
  expect(isLater(version, than)).toBe(expected);
});
