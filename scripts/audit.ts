/**
 * Known problems of the dependencies, as far as the registry tells: `npm run audit`. Needs the network, and ends with
 * an error if there is anything to see to.
 *
 * Some registries (mirrors of companies, say) keep no list of known problems. Then this says so, and checks what there
 * is: whether the versions that we have chosen ourselves are still offered, are not withdrawn by their makers, and are
 * the very same files.
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
    if (known === undefined) console.log(`No advisories for ${what}: this registry offers none.`);
    else {
      console.log(`Advisories for ${what}: ${known.length}.`);
      findings.push(...known);
    }
  }
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const { dependencies, devDependencies } = packages[''];
  // The rest of the lockfile came with these; that its files are the same is checked by every `npm ci`.
  const names = Object.keys({ ...dependencies, ...devDependencies });
  for (const name of names) checkLocked(name, packages[`node_modules/${name}`]);
  console.log(`Still offered, not withdrawn and the same files: checked for ${names.length} direct dependencies.`);
  for (const finding of findings) console.error(`! ${finding}`);
  console.log(findings.length === 0 ? 'Nothing found.' : `${findings.length} found.`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}

/**
 * What npm's own audit finds; `undefined` where the registry offers no advisories. Throws if there is no registry at
 * all.
 */
function knownProblems(args: string[]): string[] | undefined {
  const report = npm(['audit', ...args]);
  const { vulnerabilities, message } = Object(report);
  if (vulnerabilities === undefined) {
    // Not implemented, not allowed, not there: mirrors answer in each of these ways.
    if (/\b(400|404|405|501) /.test(String(message))) return undefined;
    throw new Error(`npm audit: ${message ?? JSON.stringify(report)}`);
  }
  return Object.values<{ name: string; severity: string; range: string }>(vulnerabilities).map(
    ({ name, severity, range }) => `${name} ${range}: ${severity}`,
  );
}

function checkLocked(name: string, { version, integrity }: Locked): void {
  const offered = Object(npm(['view', `${name}@${version}`, 'version', 'deprecated', 'dist.integrity']));
  if (offered.version !== version) findings.push(`${name} ${version}: not offered any more`);
  else if (offered['dist.integrity'] !== integrity)
    findings.push(`${name} ${version}: another file than the lockfile's`);
  if (offered.deprecated) findings.push(`${name} ${version}: deprecated (${offered.deprecated})`);
}

/** What npm answers, as JSON; `undefined` for nothing. */
function npm(args: string[]): unknown {
  const { stdout, error } = spawnSync('npm', [...args, '--json'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (error) throw error;
  return stdout.trim() === '' ? undefined : JSON.parse(stdout);
}

main();
