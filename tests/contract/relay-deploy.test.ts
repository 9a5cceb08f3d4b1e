/**
 * The hub as it is deployed: the files that the container file copies. It has the packages of the hub's workspace
 * alone.
 */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { MAX_SEALED_BYTES } from '../../utils/report/sealed-format.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Bar: packages on the machine that holds signing keys. */
const MAX_PACKAGES = 80;

interface LockedPackage {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const folder = mkdtempSync(join(tmpdir(), 'hub-deploy-'));
const containerfile = readFileSync('hub/deploy/Containerfile', 'utf8');
const copied = [...containerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gmu)].flatMap((match) =>
  (match[1] ?? '').split(' '),
);

/** The packages of `npm ci --workspace=hub --omit=dev`, as paths under node_modules. */
function hubPackages(): string[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const found = new Set<string>();
  const add = (from: string, { dependencies, optionalDependencies }: LockedPackage): void => {
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const path = locate(from, name, packages);
      if (path === null || found.has(path)) continue;
      found.add(path);
      add(path, packages[path] as LockedPackage);
    }
  };
  add('hub', packages['hub'] as LockedPackage);
  return [...found];
}

/** Where Node finds a package: in the nearest node_modules upwards. */
function locate(from: string, name: string, packages: Record<string, LockedPackage>): string | null {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = at === '' || at === 'hub' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (path in packages) return path;
    if (at === '' || at === 'hub' || !at.includes('/')) return null;
  }
}

function node(...args: string[]): SpawnSyncReturns<string> {
  // Links are not followed, or packages would find the ones that are not deployed.
  const options = ['--preserve-symlinks', '--preserve-symlinks-main', '--disable-warning=ExperimentalWarning'];
  return spawnSync(process.execPath, [...options, ...args], { cwd: folder, encoding: 'utf8' });
}

beforeAll(() => {
  for (const name of new Set(copied)) cpSync(name, join(folder, name), { recursive: true });
  for (const path of hubPackages().filter((each) => each.split('node_modules/').length === 2)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(resolve(path), join(folder, path));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the deployed hub', { timeout: 120_000 }, () => {
  it(`installs ${MAX_PACKAGES} packages at most`, () => {
    expect(copied).toEqual(expect.arrayContaining(['hub', 'utils', 'package.json']));
    expect(hubPackages().length).toBeLessThanOrEqual(MAX_PACKAGES);
  });

  it('loads every module of every command', () => {
    const modules = readdirSync('hub', { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && name !== 'hub.ts',
    );
    const code = `for (const name of ${JSON.stringify(modules)}) await import('./hub/' + name); console.log('loaded');`;
    const result = node('--input-type=module', '--eval', code);
    expect(result.stderr.trim()).toBe('');
    expect(result.stdout.trim()).toBe('loaded');
  });

  it('explains every group of commands', () => {
    for (const group of ['begin', 'channel', 'deploy', 'relay', 'partners', 'register']) {
      const { status, stdout } = node('hub/hub.ts', group, '--help');
      expect([group, status]).toEqual([group, 0]);
      expect(stdout).toMatch(/usage:/iu);
    }
  });

  it('runs a relay', () => {
    const code =
      "const { startRelay } = await import('./hub/relay/start-relay.ts'); const r = await startRelay({ dataDir: 'data' }); console.log((await fetch('http://127.0.0.1:' + r.port + '/health')).status); await r.stop();";
    const result = node('--input-type=module', '--eval', code);
    expect(result.stderr.trim()).toBe('');
    expect(result.stdout.trim()).toBe('200');
  });
});

describe('compose.yaml', () => {
  const { services, volumes } = parse(readFileSync('hub/deploy/compose.yaml', 'utf8')) as {
    services: Record<string, { volumes: string[]; command?: string[]; ports?: string[] }>;
    volumes: Record<string, null>;
  };

  it('opens ports of the web server only, and names each volume', () => {
    expect(Object.keys(services).filter((name) => services[name]?.ports !== undefined)).toEqual(['caddy']);
    const used = Object.values(services).flatMap((service) => service.volumes.map((volume) => volume.split(':')[0]));
    expect(new Set(used.filter((name) => name !== './Caddyfile'))).toEqual(new Set(Object.keys(volumes)));
  });

  it('leaves the web server without an access log, and with room for the largest report', () => {
    const caddyfile = readFileSync('hub/deploy/Caddyfile', 'utf8').replaceAll(/#.*$/gmu, '');
    expect(caddyfile).toMatch(/^\s*\{\s+log \{\s+exclude http\.log\.error\s+\}\s+\}/u);
    expect(caddyfile.match(/\blog\b/gu)).toHaveLength(2);
    expect(Number(/max_size (\d+)KB/u.exec(caddyfile)?.[1]) * 1000).toBeGreaterThan(MAX_SEALED_BYTES);
    expect(caddyfile).toContain('reverse_proxy relay:8787');
  });

  it('copies the store once a day by the lines that it names', () => {
    const code =
      "const { startRelay } = await import('./hub/relay/start-relay.ts'); await (await startRelay({ dataDir: 'data' })).stop();";
    expect(node('--input-type=module', '--eval', code).status).toBe(0);
    mkdirSync(join(folder, 'backups'), { recursive: true });
    // A copy that was cut off holds reports, too.
    for (const name of ['2026-01-01.sqlite', '2026-01-02.sqlite.part']) {
      writeFileSync(join(folder, 'backups', name), '');
      utimesSync(join(folder, 'backups', name), 0, 0);
    }
    const lines = (services['backup']?.command?.[0] ?? '')
      .replaceAll('$$', '$')
      .replaceAll('/backups', join(folder, 'backups'))
      .replaceAll('/data', join(folder, 'data'))
      .replace('node hub', `${process.execPath} --disable-warning=ExperimentalWarning hub`)
      .replace('sleep 86400', 'exit 0');
    for (const _ of [1, 2])
      expect(spawnSync('sh', ['-e', '-c', lines], { cwd: folder, encoding: 'utf8' }).status).toBe(0);
    expect(readdirSync(join(folder, 'backups'))).toEqual([`${new Date().toISOString().slice(0, 10)}.sqlite`]);
  });
});

describe('the systemd unit and the container file', () => {
  it('start the relay with options that it knows', () => {
    const unit = readFileSync('hub/deploy/joblantern-relay.service', 'utf8');
    const help = node('hub/hub.ts', 'relay', 'serve', '--help').stdout;
    for (const option of `${unit}${containerfile}`.match(/--(?:data|port|host|behind-proxy)\b/gu) ?? [])
      expect(help).toContain(option);
    // systemd's own default gives up after five starts in ten seconds, while a database is still starting.
    expect(unit).toMatch(/^\[Unit\]$[^[]*^StartLimitIntervalSec=0$/mu);
    expect(unit).toMatch(/^Restart=on-failure\nRestartSec=5$/mu);
    expect(unit).toMatch(/hub\/hub\.ts relay serve --data \/var\/lib\/joblantern-relay/u);
  });

  const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
  it.skipIf(!hasSystemd)('have no fault that systemd-analyze finds (skipped where it is not installed)', () => {
    const result = spawnSync('systemd-analyze', ['verify', 'hub/deploy/joblantern-relay.service'], {
      encoding: 'utf8',
    });
    // The machine need not have what the unit starts, or other units in order.
    const own = result.stderr
      .split('\n')
      .filter((line) => line.includes('joblantern-relay') && !/not executable|No such file/u.test(line));
    expect(own).toEqual([]);
  });
});
