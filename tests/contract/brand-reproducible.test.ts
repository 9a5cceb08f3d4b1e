/**
 * Anybody can check a package: one brand is built here, and from a copy of the tree in another folder. Clock, language and
 * file times differ; the bytes are the same, and no more than a package may have.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, stat, symlink, utimes } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { DEFAULT_BRAND, readBrand } from '../../tools/brand/read-brand.ts';
import { readRules } from '../../tools/store/rules.ts';

const HOME = resolve('.test/reproduce');
const COPY = join(HOME, 'another/place, further down');
/** Seconds since 1970, of every file of the copy. */
const COPY_TIME = 1_000_000_000;
const COPY_ENVIRONMENT = { TZ: 'Asia/Bangkok', LC_ALL: 'th_TH.UTF-8', LANG: 'th_TH.UTF-8' };
/** Of the default brand, whose packages other tests need too. */
const OUTPUTS = ['chrome', 'firefox'].map((browser) => `${readBrand(DEFAULT_BRAND).id}-${browser}-mv3`);
const TREE = [
  'components',
  'entrypoints',
  'hub',
  'knowledge',
  'public',
  'tools',
  'utils',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'types.d.ts',
  'wxt.config.ts',
];

afterAll(() => rm(HOME, { recursive: true, force: true }));

/** A copy of the tree; the packages are links, and what is kept of earlier builds stays behind. */
async function copyTree(folder: string, time: number): Promise<void> {
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  for (const name of TREE) await cp(name, join(folder, name), { recursive: true });
  await rm(join(folder, 'public/knowledge'), { recursive: true, force: true });
  await rm(join(folder, 'public/map.json'), { force: true });
  for (const name of await readdir('node_modules')) {
    if (name !== '.cache') await symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
  }
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) await utimes(path, time, time);
  }
}

/** The lines of `brand build`: file, size and SHA-256. */
async function build(folder: string, to: string, environment: Record<string, string>): Promise<string[]> {
  const args = ['--disable-warning=ExperimentalWarning', 'tools/brand.ts', 'build', DEFAULT_BRAND, '--to', to];
  const env = { ...process.env, ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env });
  return stdout.trim().replaceAll(`${to}/`, '').split('\n');
}

/** File to SHA-256 of what was zipped: says where two packages part. */
async function contents(folder: string): Promise<Record<string, string>> {
  const paths = await Promise.all(
    OUTPUTS.map(async (name) => {
      const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    }),
  );
  const digest = async (path: string): Promise<[string, string]> => [
    relative(folder, path),
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  ];
  return Object.fromEntries(await Promise.all(paths.flat().toSorted().map(digest)));
}

test(
  'brand build makes the same bytes from the same sources in another folder, time zone and locale',
  { timeout: 480_000 },
  async () => {
    // Of a run that was ended in between.
    await rm(HOME, { recursive: true, force: true });
    const [here, there] = await Promise.all([
      build('.', join(HOME, 'packages'), {}),
      copyTree(COPY, COPY_TIME).then(() => build(COPY, join(COPY, 'packages'), COPY_ENVIRONMENT)),
    ]);
    expect(here).toHaveLength(2);
    expect(here.join('\n')).toMatch(/-chrome\.zip .* [0-9a-f]{64}\n.*-firefox\.zip .* [0-9a-f]{64}$/u);
    expect(await contents(join(COPY, '.output'))).toEqual(await contents('.output'));
    expect(there).toEqual(here);
    for (const name of await readdir(join(HOME, 'packages'))) {
      expect((await stat(join(HOME, 'packages', name))).size, name).toBeLessThanOrEqual(readRules().package.largest);
    }
  },
);
