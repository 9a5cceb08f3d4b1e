/** Files that a person names on the command line, and that are no files, or much too large: refused, and never waited for. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { truncate, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createMachine, refusesHub, succeeds } from './publisher-machine.ts';

const today = new Date().toISOString().slice(0, 10);

it.each([
  ['a request', (dir: string, file: string) => ['channel', 'cosign', file, '--keys', dir]],
  ['a signature', (dir: string, file: string) => ['channel', 'sign', dir, '--with', file]],
  ['a request that would be replaced', (dir: string, file: string) => ['channel', 'sign', dir, '--ask', file]],
  ['a root', (dir: string, file: string) => ['channel', 'verify', dir, '--root', file]],
  ['a colleague’s keys', (dir: string, file: string) => ['channel', 'init', `${dir}2`, '--person', file]],
  ['a passphrase', (dir: string, file: string) => ['channel', 'sign', dir, '--passphrase-file', file]],
  ['a new passphrase', (dir: string, file: string) => ['channel', 'init', `${dir}2`, '--passphrase-file', file]],
  ['rows', (dir: string, file: string) => ['channel', 'add', dir, file]],
  ['another list', (dir: string, file: string) => ['channel', 'import', dir, file]],
  ['the desk’s file', (dir: string, file: string) => ['channel', 'withdraw', dir, file]],
  ['a post', (_: string, file: string) => ['channel', 'text', file, '--category', 'job-scam', '--evidence', 'E-1']],
  ['answers', (dir: string, file: string) => ['begin', '--to', `${dir}2`, '--answers', file]],
  [
    'a partner’s file',
    (_: string, file: string) => ['partners', 'import', file, '--partner', 'Example', '--category', 'job-scam'],
  ],
  [
    'places',
    (dir: string, file: string) => ['partners', 'export', dir, '--format', 'htcds', '--evidence', '--locations', file],
  ],
  ['a file to check', (dir: string, file: string) => ['partners', 'validate', file, '--schema', `${dir}/channel.json`]],
  ['a schema', (dir: string, file: string) => ['partners', 'validate', `${dir}/channel.json`, '--schema', file]],
  [
    'an office’s list',
    (dir: string, file: string) => ['register', 'import', dir, file, '--mapping', 'ph-dmw', '--as-of', today],
  ],
  ['a register', (_: string, file: string) => ['register', 'lookup', file, '--text', 'Offer']],
  ['a text to look up', (dir: string, file: string) => ['register', 'lookup', dir, '--file', file]],
  [
    'a token',
    (_: string, file: string) => [
      'relay',
      'pull',
      '--url',
      'http://127.0.0.1:9',
      '--identity',
      file,
      '--token-file',
      file,
    ],
  ],
])('a pipe, a device or a file of 3 GiB is refused as %s', async (_what, args) => {
  const { path } = await createMachine();
  await succeeds('init', path('list'), '--one-person', '--no-passphrase');
  await succeeds('sign', path('list'));
  const [pipe, large] = [path('pipe.json'), path('large.json')];
  if (process.platform !== 'win32') {
    spawnSync('mkfifo', [pipe]);
    expect(await refusesHub(...args(path('list'), pipe))).toMatch(/pipe\.json is a pipe, and no file: /u);
  }
  if (existsSync('/dev/zero'))
    expect(await refusesHub(...args(path('list'), '/dev/zero'))).toMatch(/\/dev\/zero is a device, and no file: /u);
  await writeFile(large, '');
  await truncate(large, 3 * 1024 ** 3);
  expect(await refusesHub(...args(path('list'), large))).toMatch(/large\.json is larger than \d+ MiB/u);
});

it.skipIf(process.platform === 'win32')('a pipe is refused as a copy of a relay', async () => {
  const { path } = await createMachine();
  spawnSync('mkfifo', [path('pipe')]);
  expect(await refusesHub('relay', 'restore', path('pipe'), '--data', path('store'))).toContain(
    'pipe is a pipe, and no',
  );
  expect(existsSync(path('store'))).toBe(false);
});

it.skipIf(process.platform === 'win32')(
  'what the shell opens itself is read: a passphrase that never lies on a disk',
  async () => {
    const anna = await createMachine();
    const hub = fileURLToPath(new URL('../../../hub/hub.ts', import.meta.url));
    const node = `"${process.execPath}" --disable-warning=ExperimentalWarning "${hub}"`;
    const script = `${node} channel init "$1" --one-person --passphrase-file <(echo five words that nobody guesses)`;
    const child = spawn('bash', ['-c', script, 'bash', anna.path('list')], { stdio: 'ignore' });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect(existsSync(anna.path('list', 'keys', 'root-1.pem.age'))).toBe(true);
  },
  30_000,
);
