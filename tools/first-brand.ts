/**
 * `npm run -s first-brand`: from a clean clone with an empty npm cache to an NGO's own packages, by the README's own code
 * blocks as they stand. Prints what each took; fails when one fails, when no package is there, or above 15 minutes.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { codeBlocks } from './docs/code-blocks.ts';

const CHAPTER = 'Your own brand';
const LONGEST_MINUTES = 15;

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false }, help: { type: 'boolean' } } });
if (values.help === true) {
  console.log('usage: npm run -s first-brand [-- --keep]\n\n  --keep  leave the folder with clone and packages');
  process.exit(0);
}

const folder = await mkdtemp(join(tmpdir(), 'joblantern-first-brand-'));
const clone = join(folder, 'clone');
const home = join(folder, 'home');
const started = performance.now();
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

try {
  await mkdir(home);
  run('git clone', 'git', ['clone', '--quiet', '--no-hardlinks', process.cwd(), clone], process.cwd());
  for (const box of codeBlocks(await readFile(join(clone, 'README.md'), 'utf8'), CHAPTER)) {
    run(box.trim().split('\n').at(-1) ?? '', 'bash', ['-e', '-c', box], clone);
  }
  const minutes = (performance.now() - started) / 60_000;
  console.log(`From the clone to the packages: ${minutes.toFixed(1)} minutes (at most ${LONGEST_MINUTES}).`);
  const made = join(home, 'ngo/packages');
  const packages = existsSync(made) ? await readdir(made) : [];
  console.log(`Packages: ${packages.join(', ') || 'none'}`);
  if (minutes > LONGEST_MINUTES || packages.length < 2) process.exitCode = 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  if (values.keep) console.log(`Kept: ${folder}`);
  else await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Throws an Error with what was said when it fails. */
function run(what: string, command: string, args: string[], cwd: string): void {
  const since = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env: environment() });
  if (status !== 0) throw new Error(`Failed: ${what}\n${stdout}\n${stderr}`);
  console.log(`${seconds(since).padStart(8)}  ${what}`);
}

/** A home of its own, an empty npm cache, and nothing of the npm that runs this. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_/iu.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    npm_config_cache: join(folder, 'npm-cache'),
    JOBLANTERN_PASSPHRASE: 'lamp river ink nine door',
  };
}
