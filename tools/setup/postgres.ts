/**
 * Starts a temporary PostgreSQL for a test or a measurement. It is a new cluster in a temporary folder, on a free loopback
 * port. Installs Debian's package where this runs as root on Debian or Ubuntu.
 */
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePackages } from './debian-packages.ts';

export interface LocalPostgres {
  /** For `DATABASE_URL`. */
  url: string;
  /** Kills the server with SIGKILL and starts it again. */
  crash(): Promise<void>;
  stop(): void;
}

/** Attempts to start it again, 0.1 s apart. */
const MAX_RESTART_ATTEMPTS = 100;
const PROGRAMS_FOLDER = '/usr/lib/postgresql';

/** Null, after logging the reason, where PostgreSQL is missing and cannot be installed. */
export async function startPostgres(log: (line: string) => void): Promise<LocalPostgres | null> {
  ensurePackages(['postgresql'], log);
  const bin = programFolder();
  if (bin === null) {
    log('PostgreSQL is not installed: install the package "postgresql" (or set PATH to its programs).');
    return null;
  }
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'relay-postgres-'));
  const user = giveToPostgres(folder);
  const run = (program: string, ...args: string[]): void => {
    // The server would keep a pipe of its output open.
    const done = spawnSync(join(bin, program), args, { stdio: 'ignore', cwd: folder, ...user });
    if (done.error !== undefined) throw new Error(`${program} cannot be started: ${done.error.message}`);
    if (done.status !== 0) throw new Error(`${program} ended with ${done.status ?? done.signal}`);
  };
  const data = join(folder, 'data');
  run('initdb', '-D', data, '-U', 'relay', '--auth=trust', '-E', 'UTF8', '--locale=C');
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`;
  const start = (): void => run('pg_ctl', '-D', data, '-w', '-o', options, '-l', join(folder, 'log'), 'start');
  start();
  return {
    url: `postgres://relay@127.0.0.1:${port}/postgres`,
    async crash() {
      process.kill(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
      // A new server starts only after the children of the old one have ended.
      for (let tries = 0; ; tries += 1) {
        try {
          start();
          return;
        } catch (error) {
          if (tries === MAX_RESTART_ATTEMPTS) throw error;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
    },
    stop() {
      run('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Folder with the programs of the newest version. */
function programFolder(): string | null {
  if (!existsSync(PROGRAMS_FOLDER)) return null;
  const versions = readdirSync(PROGRAMS_FOLDER).sort((a, b) => Number(b) - Number(a));
  return versions[0] === undefined ? null : join(PROGRAMS_FOLDER, versions[0], 'bin');
}

/** The user whom the folder then belongs to, where this runs as root: PostgreSQL refuses to run as root. */
function giveToPostgres(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const [uid = 0, gid = 0] = ['-u', '-g'].map((flag) =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout),
  );
  chownSync(folder, uid, gid);
  return { uid, gid };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
