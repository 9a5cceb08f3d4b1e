/** Makes the repository from which a host publishes a channel. */
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeAtomically } from '../channel/channel-folder.ts';
import { isThere } from '../is-there.ts';
import { makeFolder } from '../make-folder.ts';
import { Refusal } from '../refusal.ts';

export const HOSTS = ['github', 'gitlab', 'cloudflare'] as const;
export type Host = (typeof HOSTS)[number];

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** What the hub needs to run, as paths below the project's folder. */
const PROGRAM_FILES = [
  'package.json',
  'package-lock.json',
  'LICENSE',
  'hub',
  'utils',
  'knowledge/indicators/protected.csv',
];
const TEMPLATES = fileURLToPath(new URL('repository/', import.meta.url));

interface HostFiles {
  /** Template to file of the repository. */
  files: Readonly<Record<string, string>>;
  /** Template of the README's part about the host. */
  readme: string;
}

const GITHUB_FILES = {
  'github/check.yml': '.github/workflows/check.yml',
  'github/watch.yml': '.github/workflows/watch.yml',
};
/** Cloudflare Pages serves the branch that GitHub's workflow pushes. */
const HOST_FILES: Readonly<Record<Host, HostFiles>> = {
  github: {
    files: { ...GITHUB_FILES, 'github/publish.yml': '.github/workflows/publish.yml' },
    readme: 'github/HOST.md',
  },
  gitlab: { files: { 'gitlab/gitlab-ci.yml': '.gitlab-ci.yml' }, readme: 'gitlab/HOST.md' },
  cloudflare: {
    files: { ...GITHUB_FILES, 'github/publish-cloudflare.yml': '.github/workflows/publish.yml' },
    readme: 'github/HOST-cloudflare.md',
  },
};

/** Throws a Refusal when the folder is not empty. @returns the files, as paths below the folder, without the program's */
export async function initRepository(to: string, host: Host): Promise<string[]> {
  if (isThere(to) && (await readdir(to)).some((name) => name !== '.git')) {
    throw new Refusal(
      `${to} is not empty. Give a new folder, or the empty clone of your repository.`,
      'If an "init" was broken off here: delete all in it but .git, and run the same command again.',
    );
  }
  const { files, readme } = HOST_FILES[host];
  const templates: Record<string, string> = { ...files, gitignore: '.gitignore' };
  makeFolder(to);
  for (const [from, file] of Object.entries(templates)) await cp(join(TEMPLATES, from), join(to, file));
  const [common, part] = await Promise.all(
    ['README.md', readme].map((name) => readFile(join(TEMPLATES, name), 'utf8')),
  );
  await writeAtomically(join(to, 'README.md'), (common ?? '').replace('<!-- the host -->', (part ?? '').trim()));
  for (const file of PROGRAM_FILES) {
    await cp(join(PROJECT, file), join(to, 'program', file), {
      recursive: true,
      filter: (path) => !/[\\/]node_modules(?:[\\/]|$)/u.test(path.slice(PROJECT.length)),
    });
  }
  return ['README.md', ...Object.values(templates)].sort();
}
