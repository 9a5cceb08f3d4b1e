/**
 * Messages from and to a content script, over the browser's own API. The polyfill is four times as large as the page test.
 *
 * A content script loses its API when the extension is reloaded or updated. Then every message is answered with null, and
 * nothing is thrown into the page.
 */
import { retryUntilAnswered } from './retry-until-answered.ts';
import type { Answer, Envelope, MessageName, Request, Response, TabMessage } from '../contracts/messages.ts';

interface Runtime {
  id?: string;
  sendMessage(message: unknown): Promise<unknown>;
  onMessage: {
    addListener(listener: Listener): void;
    removeListener(listener: Listener): void;
  };
}
type Listener = (message: unknown, sender: { id?: string }, respond: (answer: unknown) => void) => boolean;

/** Reads the API each time: an element with the id `browser` may shadow it, and a reload removes `runtime`. */
function runtime(): Runtime | null {
  const globals = globalThis as { browser?: { runtime?: Runtime }; chrome?: { runtime?: Runtime } };
  const api = globals.browser?.runtime?.id === undefined ? globals.chrome?.runtime : globals.browser.runtime;
  return api?.id === undefined ? null : api;
}

/** Whether the extension that injected this script still runs. */
export function isAlive(): boolean {
  try {
    return runtime() !== null;
  } catch {
    return false;
  }
}

/** Sends to the background; null when it refused, or when the extension was reloaded. */
export async function sendMessage<N extends MessageName>(name: N, data: Request<N>): Promise<Response<N> | null> {
  try {
    const answer = (await runtime()?.sendMessage({ name, data } satisfies Envelope<N>)) as Answer<N> | undefined;
    return answer?.ok === true ? answer.value : null;
  } catch {
    return null;
  }
}

/** Sends a message without which the page is not read, several times if needed; null when no attempt was answered. */
export function sendUntilAnswered<N extends MessageName>(name: N, data: Request<N>): Promise<Response<N> | null> {
  const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
  return retryUntilAnswered(() => sendMessage(name, data), { isAlive, wait });
}

export type TabHandlers = { [N in TabMessage]?: (data: Request<N>) => Response<N> };

/** Handles messages from the extension to this page. @returns a function that removes the listener */
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
