/**
 * Imports 204,440 real domains by the command line. They are kept beside the project, never in it; without them this is
 * skipped. `npm run -s bench -- scale` checks the limit of 20 s: a busy machine would fail it here.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { readList } from '../../hub/channel/list/list-file.ts';

const LISTS = '../shared/indicators';

it.skipIf(!existsSync(LISTS))('accounts for every line of 204,440 imported domains', { timeout: 180_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'joblantern-import-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const names = new Set(
    readdirSync(LISTS)
      .filter((file) => file.endsWith('.gz'))
      .flatMap((file) =>
        gunzipSync(readFileSync(join(LISTS, file)))
          .toString()
          .split('\n'),
      )
      .filter((line) => line !== ''),
  );
  const file = join(folder, 'domains.txt');
  await writeFile(file, [...names].join('\n'));
  const dir = join(folder, 'list');
  const hub = (...args: string[]) =>
    spawnSync(process.execPath, ['hub/hub.ts', 'channel', ...args], { encoding: 'utf8' });
  hub('init', dir, '--one-person', '--no-passphrase');
  const start = performance.now();
  const { status, stdout } = hub(
    'import',
    dir,
    file,
    '--category',
    'job-scam',
    '--evidence',
    'PUB-1',
    '--skip-refused',
  );
  const seconds = (performance.now() - start) / 1000;
  expect(status).toBe(0);
  const [, added = 0, repeated = 0, refused = 0] = (
    /(\d+) added, 0 already listed, (\d+) repeated, (\d+) refused/u.exec(stdout) ?? []
  ).map(Number);
  console.log(
    `${names.size} lines: ${added} added, ${repeated} repeated, ${refused} refused in ${seconds.toFixed(1)} s`,
  );
  expect(names.size).toBe(204_440);
  expect(added + repeated + refused).toBe(names.size);
  const report = (await readFile(`${file}.refused.csv`, 'utf8')).trimEnd().split('\n').slice(1);
  expect(report).toHaveLength(refused);
  expect(report.filter((line) => /^line \d+,.+,.+/u.test(line))).toHaveLength(refused);
  expect((await readList(dir)).size).toBe(added);
});
