/** A real relay in a process of its own, and the hub's commands, for tests. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const HUB = fileURLToPath(new URL('../../hub/hub.ts', import.meta.url));

export interface RelayProcess {
  process: ChildProcess;
  port: number;
  /** Everything it wrote to standard output and standard error so far. */
  log(): string;
  /** Sends SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
}

export async function startRelayProcess(dataDir: string, ...more: string[]): Promise<RelayProcess> {
  const child = spawn(process.execPath, [HUB, 'relay', 'serve', '--data', dataDir, '--port', '0', ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let log = '';
  const port = await new Promise<number>((resolve, reject) => {
    const read = (data: unknown): void => {
      log += String(data);
      const found = /listens on \S+:(\d+)\s/u.exec(log)?.[1];
      if (found !== undefined) resolve(Number(found));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`the relay did not start: ${log}`)));
  });
  return {
    process: child,
    port,
    log: () => log,
    async stop() {
      child.kill('SIGTERM');
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}

/** Runs `hub relay ...`. */
export async function relayCommand(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> {
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', HUB, 'relay', ...args],
      { env: { ...process.env, ...env } },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err }),
    );
  });
}
