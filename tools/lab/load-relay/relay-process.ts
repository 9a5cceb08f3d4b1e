/** Starts a relay in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface RelayProcess {
  process: ChildProcess;
  port: number;
  /** @param signal SIGKILL to kill it; SIGTERM by default */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/**
 * @param args of node; the process prints `...:PORT` when it listens
 * @param errors where its standard error goes
 */
export async function startRelayProcess(
  args: readonly string[],
  env: Record<string, string> = {},
  errors: 'inherit' | 'ignore' = 'inherit',
): Promise<RelayProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    stdio: ['ignore', 'pipe', errors],
    env: { ...process.env, ...env },
  });
  const exited = once(child, 'exit');
  const port = await new Promise<number>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (data) => {
      output += String(data);
      const found = /:(\d+)\s/u.exec(output)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', () => reject(new Error(`the relay did not start: ${output}`)));
  });
  return {
    process: child,
    port,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await exited;
    },
  };
}
