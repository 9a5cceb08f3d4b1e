/** Makes processes on this machine wait for each other. */
import { createServer } from 'node:http';

const POLL_MS = 100;

/**
 * Runs the work when no other process on this machine runs one with the same port.
 * @param port of the loopback, listened at meanwhile; the system frees it when the process ends, however it ends
 */
export async function oneAtATime<T>(port: number, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = createServer();
    const isTaken = await new Promise<boolean>((resolve) => {
      // Without a loopback nobody can be waited for.
      lock.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
      lock.listen(port, '127.0.0.1', () => resolve(false));
    });
    if (isTaken) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      continue;
    }
    try {
      return await work();
    } finally {
      if (lock.listening) await new Promise((resolve) => lock.close(resolve));
    }
  }
}
