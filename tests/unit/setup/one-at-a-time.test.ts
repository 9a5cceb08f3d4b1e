import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { oneAtATime } from '../../../tools/setup/one-at-a-time.ts';

const listen = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

/** A port that nobody listens at. */
async function freePort(): Promise<number> {
  const server = await listen(0);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it('starts the second work when the first has ended, also by an error', async () => {
  const port = await freePort();
  const events: string[] = [];
  const work = (name: string, fails: boolean) =>
    oneAtATime(port, async () => {
      events.push(`${name} starts`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([work('first', true), work('second', false)]);
  expect(events).toEqual(['first starts', 'first ends', 'second starts', 'second ends']);
  expect(results).toMatchObject([{ reason: new Error('first') }, { value: 'second' }]);
});

it('waits while another process holds the port', async () => {
  const other = await listen(0);
  let started = false;
  const work = oneAtATime((other.address() as AddressInfo).port, async () => {
    started = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(started).toBe(false);
  await new Promise((resolve) => other.close(resolve));
  await work;
  expect(started).toBe(true);
});
