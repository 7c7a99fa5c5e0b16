/** Reads and writes CHANGELOG.md, which has the format of Keep a Changelog 1.1.0. */

/** The heading of a version in the changelog. */
const HEADING = /^## \[([^\]]+)\].*$/m;

const UNRELEASED = '## [Unreleased]';

/**
 * Returns the changelog with its unreleased entries under a version. Throws if there are none, or if the version is
 * there already.
 * @param date the day of the release, as `2026-12-01`
 */
export function withRelease(changelog: string, version: string, date: string): string {
  if (changelog.includes(`## [${version}]`)) throw new Error(`CHANGELOG.md has the version ${version} already`);
  if (entriesOf(changelog, 'Unreleased') === '') throw new Error('CHANGELOG.md has no unreleased entries');
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n\n## [${version}] - ${date}`);
}

/** Returns the entries of a version without its heading; `""` if there are none. */
export function entriesOf(changelog: string, version: string): string {
  const [, ...after] = changelog.split(`## [${version}]`);
  const section = after.join('').split('\n').slice(1).join('\n');
  return section.split(HEADING, 1)[0]?.trim() ?? '';
}

/** Whether a version is larger than another. Both are three numbers with dots; anything else is no version. */
export function isLater(version: string, than: string): boolean {
  const [next, previous] = [version, than].map((text) => /^(\d+)\.(\d+)\.(\d+)$/.exec(text)?.slice(1).map(Number));
  if (!next || !previous) return false;
  const differs = next.findIndex((number, index) => number !== previous[index]);
  return differs >= 0 && (next[differs] ?? 0) > (previous[differs] ?? 0);
}
