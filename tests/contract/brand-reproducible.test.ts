/**
 * Anybody can check a package: one brand is built twice, from copies of the tree in two folders. Clock, language and
 * file times differ; the bytes are the same.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, symlink, utimes } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const HOME = '.test/reproduce';
const BRAND = 'knowledge/brands/example-house';
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

interface Place {
  folder: string;
  environment: Record<string, string>;
  /** Of every file, seconds since 1970. */
  time: number;
}

const PLACES: readonly Place[] = [
  { folder: 'one', environment: { TZ: 'UTC', LC_ALL: 'C', LANG: 'C' }, time: 1_000_000_000 },
  {
    folder: 'another/place, further down',
    environment: { TZ: 'Asia/Bangkok', LC_ALL: 'th_TH.UTF-8', LANG: 'th_TH.UTF-8' },
    time: 1_700_000_000,
  },
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
async function build(folder: string, environment: Record<string, string>): Promise<string[]> {
  const args = ['--disable-warning=ExperimentalWarning', 'tools/brand.ts', 'build', BRAND];
  const env = { ...process.env, ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env });
  return stdout.trim().split('\n');
}

/** File to SHA-256 of what was zipped: says where two packages part. */
async function contents(folder: string): Promise<Record<string, string>> {
  const output = join(folder, '.output');
  const entries = await readdir(output, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const digest = async (path: string): Promise<[string, string]> => [
    relative(output, path),
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  ];
  return Object.fromEntries(await Promise.all(paths.toSorted().map(digest)));
}

test(
  'brand build makes the same bytes from the same sources in another folder, time zone and locale',
  { timeout: 480_000 },
  async () => {
    const made = await Promise.all(
      PLACES.map(async ({ folder, environment, time }) => {
        const place = resolve(HOME, folder);
        await copyTree(place, time);
        return { lines: await build(place, environment), files: await contents(place) };
      }),
    );
    const [one, two] = made;
    expect(one?.lines).toHaveLength(2);
    expect(one?.lines.join('\n')).toMatch(/-chrome\.zip .* [0-9a-f]{64}\n.*-firefox\.zip .* [0-9a-f]{64}$/u);
    expect(two?.files).toEqual(one?.files);
    expect(two?.lines).toEqual(one?.lines);
  },
);
