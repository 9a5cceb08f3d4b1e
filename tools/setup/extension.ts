/** Builds the extension for a brand, a flavour and a browser, unless the output is up to date. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { readBrand } from '../brand/read-brand.ts';
import { ensureKnowledge } from '../knowledge/compile-knowledge.ts';
import { ensureMap } from '../map/compile-map.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { digestOf, isFresh, writeStamp } from './stamp.ts';

export interface BuildOptions {
  /** Folder with brand.yaml and root.json. */
  brand: string;
  flavour: 'production' | 'testing' | 'desk';
  browser: 'chrome' | 'firefox';
  /** With the models of all languages for reading pictures; default: those that every package has. */
  allPictureLanguages?: boolean;
}

const SOURCES = [
  'entrypoints',
  'components',
  'utils',
  'public',
  'knowledge/publishers',
  'knowledge/sites',
  'tools/brand/choose-assets.ts',
  'tools/brand/pack-texts.ts',
  'tools/brand/logo.ts',
  'tools/brand/read-brand.ts',
  'tools/hosts.ts',
  'tools/knowledge/read-publishers.ts',
  'tools/picture/picture-assets.ts',
  'tools/setup/extension.ts',
  'wxt.config.ts',
  'package-lock.json',
  'tsconfig.json',
];

/** Taken while an output is built: two processes that need the same one build it once. One port for each of six kinds; the stories use those from 18460 on. */
const FIRST_LOCK_PORT = 18_401;
const KINDS = ['production', 'testing', 'desk'].flatMap((flavour) => [`chrome ${flavour}`, `firefox ${flavour}`]);

/** The folder to load in the browser. Throws an Error with the build's last lines when it fails. */
export async function ensureExtension(options: BuildOptions): Promise<string> {
  const { brand, flavour, browser, allPictureLanguages = false } = options;
  await ensureKnowledge();
  await ensureMap();
  const { id } = readBrand(brand);
  const mode = flavour === 'production' ? '' : `-${flavour}`;
  const name = `${id}-${browser}-mv3${mode}`;
  const output = join('.output', allPictureLanguages ? `pictures/${name}` : name);
  const digest = await digestOf([...SOURCES, brand]);
  if (await isFresh(output, digest)) return output;
  await oneAtATime(FIRST_LOCK_PORT + KINDS.indexOf(`${browser} ${flavour}`), async () => {
    if (await isFresh(output, digest)) return;
    await runWxt(['build', '-b', browser, '--mv3', '--mode', flavour], brand, allPictureLanguages);
    await writeStamp(output, digest);
  });
  return output;
}

function runWxt(args: string[], brand: string, allPictureLanguages: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    // Fixed, so that the caller's NODE_ENV does not change the output.
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      JOBLANTERN_BRAND: brand,
      ...(allPictureLanguages ? { JOBLANTERN_PICTURES: 'all' } : {}),
    };
    const child = spawn('node_modules/.bin/wxt', args, { env });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`The extension could not be built:\n${output.slice(-4000)}`)),
    );
  });
}
