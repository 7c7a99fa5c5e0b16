/**
 * `npm run lab`: starts the simulated systems in the foreground, and changes their behaviour by lines of input. Prints
 * a command that starts a browser with a client certificate on them.
 */
import { createInterface } from 'node:readline';
import { findBrowser } from '../tests/lab/browser.ts';
import { installCertificates } from '../tests/lab/certificate-store.ts';
import { commandLine } from '../tests/lab/command-line.ts';
import { type Lab, startLab } from '../tests/lab/lab.ts';
import { makeFolder, removeLeftover } from '../tests/lab/leftovers.ts';
import { writeProfile } from '../tests/lab/profile.ts';
import { type BehaviourName, DEFAULT_BEHAVIOURS, SERVER_BEHAVIOURS } from '../tests/lab/server-behaviours.ts';
import { type ManualSystemId, SYSTEMS } from '../utils/catalog/systems.ts';
import { end, endOnSignals, onEnd } from './demo/process-end.ts';

const HELP = `Type one of these lines:
  SYSTEM BEHAVIOUR   for example: kensa refused
  reset              the first behaviour of all systems
  list               all behaviours
  quit`;

const behaviours: Record<ManualSystemId, BehaviourName> = { ...DEFAULT_BEHAVIOURS };

function printSystems(): void {
  for (const { id, address } of SYSTEMS) console.log(`${id.padEnd(12)} ${address.padEnd(40)} ${behaviours[id]}`);
}

function printBehaviours(): void {
  for (const [name, { label }] of Object.entries(SERVER_BEHAVIOURS)) console.log(`${name.padEnd(30)} ${label}`);
}

/** The command that starts a browser on the lab. Its home has the lab's CA and a good client certificate. */
async function browserCommand(lab: Lab, home: string): Promise<string> {
  const profile = `${home}/profile`;
  await installCertificates(lab, 'good', home);
  await writeProfile(profile, 'auto', []);
  const args = commandLine(profile, lab.resolverRules(), { headless: false, language: 'ja' });
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  return [`HOME=${home}`, `LANGUAGE=ja`, findBrowser(), ...args.map(quote)].join(' ');
}

async function handleLine(lab: Lab, line: string): Promise<void> {
  const [first = '', second = ''] = line.trim().split(/\s+/);
  if (first === '') return;
  if (first === 'quit') await end(0);
  else if (first === 'list') printBehaviours();
  else if (first === 'reset') {
    await lab.reset();
    Object.assign(behaviours, DEFAULT_BEHAVIOURS);
    printSystems();
  } else if (Object.hasOwn(behaviours, first) && Object.hasOwn(SERVER_BEHAVIOURS, second)) {
    const [id, behaviour] = [first as ManualSystemId, second as BehaviourName];
    await lab.setBehaviour(id, behaviour);
    behaviours[id] = behaviour;
    printSystems();
  } else console.log(HELP);
}

endOnSignals(0);
const lab = await startLab();
onEnd(() => lab.close());
const home = await makeFolder('browser');
onEnd(() => removeLeftover(home));
printSystems();
console.log(`\nA browser on these systems:\n${await browserCommand(lab, home)}\n\n${HELP}`);
// Without input (`< /dev/null`) the systems run until a signal.
for await (const line of createInterface({ input: process.stdin })) await handleLine(lab, line);
