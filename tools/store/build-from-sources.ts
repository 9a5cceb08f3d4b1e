/** Builds the Firefox package as a reviewer does: unpacks the sources in an empty folder and runs two commands. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import JSZip from 'jszip';
import { PACKAGES_FOLDER } from '../setup/package.ts';

/** The commands that docs/publisher/stores.md gives the reviewer. */
const COMMANDS: readonly (readonly string[])[] = [
  ['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
  ['npm', 'run', '-s', 'store', '--', 'package'],
];

/** @param zip the sources zip */
export async function buildFromSources(zip: Uint8Array): Promise<{ sha256: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'joblantern-sources-'));
  try {
    for (const [path, entry] of Object.entries((await JSZip.loadAsync(zip)).files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), await entry.async('uint8array'));
    }
    for (const [command = '', ...args] of COMMANDS) await run(command, args, folder);
    const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<
      string,
      string
    >;
    const built = await readFile(join(folder, PACKAGES_FOLDER, `${name}-${version}-firefox.zip`));
    return { sha256: createHash('sha256').update(built).digest('hex') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(command: string, args: string[], cwd: string): Promise<void> {
  // Without the project's own Node in PATH, as for a reviewer.
  const PATH = (process.env['PATH'] ?? '')
    .split(':')
    .filter((part) => !part.includes('node_modules'))
    .join(':');
  const child = spawn(command, args, { cwd, env: { ...process.env, PATH }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed in ${cwd}:\n${output.slice(-3000)}`);
}
