/** Starts a relay in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface Child {
  process: ChildProcess;
  port: number;
  stop(): Promise<void>;
}

/** @param args of node; the process prints `...:PORT` when it listens */
export async function startChild(args: readonly string[], env: Record<string, string> = {}): Promise<Child> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const exited = once(child, 'exit');
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (data) => {
      said += String(data);
      const found = /:(\d+)\s/u.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', () => reject(new Error(`the relay did not start: ${said}`)));
  });
  return {
    process: child,
    port,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
