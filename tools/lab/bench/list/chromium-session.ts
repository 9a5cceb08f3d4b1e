/**
 * Chromium over its own debugging protocol. Playwright and Puppeteer attach to every worker and pause it at its start,
 * which is timed here. This session attaches on request only.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../../../setup/chromium.ts';

export interface Session {
  send<T = unknown>(method: string, params?: object): Promise<T>;
  /** Value of an expression; a promise is waited for. */
  evaluate<T>(expression: string): Promise<T>;
  /** Events of this method so far, and those to come. */
  on(method: string, take: (params: never) => void): void;
}

export interface Chromium {
  /** Opens an address in a new tab. */
  open(url: string): Promise<Session>;
  /** Attaches to a worker that runs; null when none does. */
  worker(origin: string): Promise<(Session & { detach(): Promise<void> }) | null>;
  close(): Promise<void>;
}

interface Reply {
  id?: number;
  sessionId?: string;
  method?: string;
  params?: never;
  result?: never;
  error?: { message: string };
}

/** @param extensions folders of unpacked extensions */
export async function startChromium(extensions: readonly string[]): Promise<Chromium> {
  const profile = await mkdtemp(join(tmpdir(), 'joblantern-bench-'));
  const child = spawn(
    await findChromium(),
    [
      '--headless=new',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A tab behind another would be measured at the lowest priority.
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
      '--disable-background-timer-throttling',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--disable-extensions-except=${extensions.join(',')}`,
      `--load-extension=${extensions.join(',')}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stderr.on('data', (chunk) => {
      output += String(chunk);
      const found = /DevTools listening on (ws:\S+)/u.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`Chromium did not start: ${output.slice(-2000)}`)));
  });
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });

  let last = 0;
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const listeners: { session: string | undefined; method: string; take: (params: never) => void }[] = [];
  socket.addEventListener('message', ({ data }) => {
    const { id, sessionId, method, params, result, error } = JSON.parse(String(data)) as Reply;
    if (id === undefined) {
      for (const each of listeners)
        if (each.session === sessionId && each.method === method) each.take(params as never);
      return;
    }
    const requested = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) requested?.resolve(result as never);
    else requested?.reject(new Error(error.message));
  });

  function sessionOf(session?: string): Session {
    const send = <T>(method: string, params: object = {}): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        const id = (last += 1);
        waiting.set(id, { resolve, reject });
        socket.send(JSON.stringify({ id, method, params, ...(session === undefined ? {} : { sessionId: session }) }));
      });
    return {
      send,
      async evaluate<T>(expression: string) {
        const { result, exceptionDetails } = await send<{
          result: { value: T };
          exceptionDetails?: { exception?: { description?: string }; text: string };
        }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails === undefined) return result.value;
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      },
      on: (method, take) => void listeners.push({ session, method, take }),
    };
  }

  const browser = sessionOf();
  const attach = async (targetId: string): Promise<string> =>
    (await browser.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })).sessionId;
  return {
    async open(url) {
      const { targetId } = await browser.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
      const page = sessionOf(await attach(targetId));
      const loaded = new Promise<void>((resolve) => page.on('Page.loadEventFired', () => resolve()));
      await page.send('Page.enable');
      const { errorText } = await page.send<{ errorText?: string }>('Page.navigate', { url });
      if (errorText !== undefined) throw new Error(`${url}: ${errorText}`);
      await loaded;
      return page;
    },
    async worker(origin) {
      const { targetInfos } = await browser.send<{ targetInfos: { type: string; url: string; targetId: string }[] }>(
        'Target.getTargets',
        { filter: [{}] },
      );
      const found = targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith(origin));
      if (found === undefined) return null;
      const id = await attach(found.targetId);
      const detach = async (): Promise<void> => void (await browser.send('Target.detachFromTarget', { sessionId: id }));
      return { ...sessionOf(id), detach };
    },
    async close() {
      socket.close();
      child.kill();
      await exited;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
