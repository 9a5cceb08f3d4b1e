/**
 * Messages from a content script, over the browser's own API: the polyfill alone would be four times the scanner.
 *
 * When the extension is reloaded or updated, the scripts it left in open pages lose their API. Then every question is
 * answered with null and nothing is thrown into the page.
 */
import type { Answer, Envelope, MessageName, Request, Response } from '../contracts/protocol.ts';

interface Runtime {
  id?: string;
  sendMessage(message: unknown): Promise<unknown>;
  onMessage: {
    addListener(listener: Listener): void;
    removeListener(listener: Listener): void;
  };
}
type Listener = (message: unknown, sender: { id?: string }, respond: (answer: unknown) => void) => boolean;

/** Read anew each time: an element with the id `browser` may stand in the way, and a reload empties `runtime`. */
function runtime(): Runtime | null {
  const globals = globalThis as { browser?: { runtime?: Runtime }; chrome?: { runtime?: Runtime } };
  const api = globals.browser?.runtime?.id === undefined ? globals.chrome?.runtime : globals.browser.runtime;
  return api?.id === undefined ? null : api;
}

/** Whether the extension that put this script here is still the one that runs. */
export function isAlive(): boolean {
  try {
    return runtime() !== null;
  } catch {
    return false;
  }
}

/** Asks the background; null when it refused, or when the extension is gone. */
export async function sendMessage<N extends MessageName>(name: N, data: Request<N>): Promise<Response<N> | null> {
  try {
    const answer = (await runtime()?.sendMessage({ name, data } satisfies Envelope<N>)) as Answer<N> | undefined;
    return answer?.ok === true ? answer.value : null;
  } catch {
    return null;
  }
}

export type TabMessage = 'page.describe' | 'frame.describe' | 'page.recheck' | 'page.pause';
export type TabHandlers = { [N in TabMessage]?: (data: Request<N>) => Response<N> };

/** Answers what the extension asks this page; gives a function that stops it. */
export function handleTabMessages(handlers: TabHandlers): () => void {
  const listener: Listener = (message, sender, respond) => {
    const { name, data } = (message ?? {}) as Partial<Envelope>;
    if (sender.id !== runtime()?.id || name === undefined || !Object.hasOwn(handlers, name)) return false;
    const handle = handlers[name as TabMessage] as (data: unknown) => unknown;
    respond({ ok: true, value: handle(data) });
    return false;
  };
  runtime()?.onMessage.addListener(listener);
  return () => runtime()?.onMessage.removeListener(listener);
}
