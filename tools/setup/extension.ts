/** Builds the extension for a brand, a flavour and a browser, unless the built one is still that of its sources. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { readBrand } from '../brand/read-brand.ts';
import { ensureKnowledge } from '../knowledge/compile.ts';
import { ensureMap } from '../map/compile.ts';
import { digestOf, isFresh, stamp } from './stamp.ts';

export interface BuildWish {
  /** Folder with brand.yaml and root.json. */
  brand: string;
  flavour: 'production' | 'testing' | 'desk';
  browser: 'chrome' | 'firefox';
}

const SOURCES = [
  'entrypoints',
  'components',
  'utils',
  'public',
  'knowledge/sites',
  'tools/brand/brand-assets.ts',
  'tools/brand/logo.ts',
  'tools/brand/read-brand.ts',
  'tools/hosts.ts',
  'tools/setup/extension.ts',
  'wxt.config.ts',
  'package-lock.json',
  'tsconfig.json',
];

/** The folder to load in the browser. Throws an Error with the build's last lines when it fails. */
export async function ensureExtension({ brand, flavour, browser }: BuildWish): Promise<string> {
  await ensureKnowledge();
  await ensureMap();
  const { id } = readBrand(brand);
  const mode = flavour === 'production' ? '' : `-${flavour}`;
  const output = join('.output', `${id}-${browser}-mv3${mode}`);
  const digest = await digestOf([...SOURCES, brand]);
  if (await isFresh(output, digest)) return output;
  await build(['build', '-b', browser, '--mv3', '--mode', flavour], brand);
  await stamp(output, digest);
  return output;
}

function build(args: string[], brand: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // Said here, so that a shell's or a test's own NODE_ENV changes no byte (another one puts this folder's path into it).
    const env = { ...process.env, NODE_ENV: 'production', JOBLANTERN_BRAND: brand };
    const child = spawn('node_modules/.bin/wxt', args, { env });
    let said = '';
    child.stdout.on('data', (chunk) => (said += String(chunk)));
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`The extension could not be built:\n${said.slice(-4000)}`)),
    );
  });
}
