/** What the container file copies is enough for a relay, and what it installs too. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'relay-deploy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const containerfile = readFileSync('hub/deploy/Containerfile', 'utf8');
const copied = [...containerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gmu)].flatMap((match) =>
  (match[1] ?? '').split(' '),
);

/** Packages that npm installs without the development ones. */
function installed(): string[] {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
  };
  const entries = Object.entries(lock.packages).filter(
    ([path, { dev }]) => path.startsWith('node_modules/') && dev !== true,
  );
  return entries.map(([path]) => path);
}

it('runs from the copied files with the installed packages alone', { timeout: 60_000 }, () => {
  expect(copied).toEqual(expect.arrayContaining(['hub', 'utils', 'package.json']));
  for (const name of new Set(copied)) cpSync(name, join(folder, name), { recursive: true });
  for (const path of installed().filter((each) => each.split('node_modules/').length === 2)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    symlinkSync(resolve(path), join(folder, path));
  }
  const code =
    "const { startRelay } = await import('./hub/relay/start-relay.ts'); const r = await startRelay({ dataDir: 'data' }); console.log((await fetch('http://127.0.0.1:' + r.port + '/health')).status); await r.stop();";
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: folder, encoding: 'utf8' });
  expect(ran.stderr.replace(/.*ExperimentalWarning.*|\(Use `node.*/gu, '').trim()).toBe('');
  expect(ran.stdout.trim()).toBe('200');
  const help = spawnSync(process.execPath, ['hub/hub.ts', 'relay', '--help'], { cwd: folder, encoding: 'utf8' });
  expect(help.stdout).toContain('restore');
});

it('is started by the unit and the container with options that it knows', () => {
  const unit = readFileSync('hub/deploy/joblantern-relay.service', 'utf8');
  const help = spawnSync(process.execPath, ['hub/hub.ts', 'relay', 'serve', '--help'], { encoding: 'utf8' }).stdout;
  for (const option of `${unit}${containerfile}`.match(/--(?:data|port|host|behind-proxy)\b/gu) ?? [])
    expect(help).toContain(option);
  expect(unit).toMatch(/hub\/hub\.ts relay serve --data \/var\/lib\/joblantern-relay/u);
});

const SYSTEMD = spawnSync('systemd-analyze', ['--version']).status === 0;

it.skipIf(!SYSTEMD)('is a unit that systemd itself finds no fault with (skipped without systemd-analyze)', () => {
  const result = spawnSync('systemd-analyze', ['verify', 'hub/deploy/joblantern-relay.service'], { encoding: 'utf8' });
  // The machine need not have what the unit starts, or other units in order.
  const own = result.stderr
    .split('\n')
    .filter((line) => line.includes('joblantern-relay') && !/not executable|No such file/u.test(line));
  expect(own).toEqual([]);
});
