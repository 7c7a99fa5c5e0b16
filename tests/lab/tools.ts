import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execFileAsync = promisify(execFile);

/** Runs a command of the openssl CLI in `cwd`. Rejects with openssl's error output if it fails. */
export async function openssl(cwd: string, ...args: string[]): Promise<void> {
  await runTool('openssl', args, cwd);
}

/** Runs a tool that the set-up script installs. If the tool is missing, the error says how to install it. */
export async function runTool(tool: string, args: string[], cwd?: string): Promise<string> {
  try {
    const { stdout } = await execFileAsync(tool, args, { ...(cwd === undefined ? {} : { cwd }), encoding: 'utf8' });
    return stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(`${tool} is missing; run "node scripts/setup.mjs" once.`);
    }
    const errors = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    throw new Error(`${tool} ${args.join(' ')} failed: ${errors || String(error)}`);
  }
}
