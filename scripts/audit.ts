/**
 * `npm run audit`: prints the known problems of the dependencies, by the registry's list. Needs the network. Exits with
 * 1 if it finds one.
 *
 * Some registries (for example mirrors of companies) have no list. For them it checks that our direct dependencies
 * are still available, not deprecated, and have the hashes of the lockfile.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Locked {
  version: string;
  integrity: string;
}

const findings: string[] = [];

function main(): void {
  for (const args of [['--omit=dev'], []]) {
    const what = args.length > 0 ? 'what is shipped' : 'all packages of the lockfile';
    const known = knownProblems(args);
    if (known === undefined) console.log(`No advisories for ${what}: this registry has none.`);
    else {
      console.log(`Advisories for ${what}: ${known.length}.`);
      findings.push(...known);
    }
  }
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const { dependencies, devDependencies } = packages[''];
  // The other packages of the lockfile depend on these; every `npm ci` checks their hashes.
  const names = Object.keys({ ...dependencies, ...devDependencies });
  for (const name of names) checkLocked(name, packages[`node_modules/${name}`]);
  console.log(`Available, not deprecated, same hashes: checked for ${names.length} direct dependencies.`);
  for (const finding of findings) console.error(`! ${finding}`);
  console.log(findings.length === 0 ? 'Nothing found.' : `${findings.length} found.`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}

/** Problems by `npm audit`; `undefined`: the registry has no list. Throws if there is no registry. */
function knownProblems(args: string[]): string[] | undefined {
  const report = npm(['audit', ...args]);
  const { vulnerabilities, message } = Object(report);
  if (vulnerabilities === undefined) {
    // Mirrors answer with one of these: bad request, not found, not allowed, not implemented.
    if (/\b(400|404|405|501) /.test(String(message))) return undefined;
    throw new Error(`npm audit: ${message ?? JSON.stringify(report)}`);
  }
  return Object.values<{ name: string; severity: string; range: string }>(vulnerabilities).map(
    ({ name, severity, range }) => `${name} ${range}: ${severity}`,
  );
}

function checkLocked(name: string, { version, integrity }: Locked): void {
  const published = Object(npm(['view', `${name}@${version}`, 'version', 'deprecated', 'dist.integrity']));
  if (published.version !== version) findings.push(`${name} ${version}: not available any more`);
  else if (published['dist.integrity'] !== integrity)
    findings.push(`${name} ${version}: another hash than in the lockfile`);
  if (published.deprecated) findings.push(`${name} ${version}: deprecated (${published.deprecated})`);
}

/** npm's output as JSON; `undefined`: no output. */
function npm(args: string[]): unknown {
  const { stdout, error } = spawnSync('npm', [...args, '--json'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (error) throw error;
  return stdout.trim() === '' ? undefined : JSON.parse(stdout);
}

main();
