/**
 * Answers messages in the background. A content script sits in a hostile page, so what it may ask is a short list, and
 * who asks is read from what the browser says of the sender, never from the message.
 */
import type { Answer, MessageName, Request, Response } from '../contracts/protocol.ts';

/** What of the browser's sender is used. */
export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  frameId?: number | undefined;
  tab?: { id?: number | undefined; incognito: boolean; url?: string | undefined } | undefined;
}

export type SenderContext = 'content' | 'page';

export type BackgroundMessage = Exclude<
  MessageName,
  'page.describe' | 'frame.describe' | 'page.pause' | 'page.recheck'
>;

export interface Route<N extends MessageName> {
  /** Contexts that may send it. */
  from: readonly SenderContext[];
  /** Throws when the data is not of the message's form. */
  parse(data: unknown): Request<N>;
  handle(data: Request<N>, sender: Sender): Promise<Response<N>>;
}

export type Routes = { [N in BackgroundMessage]: Route<N> };

/** Where a message came from, or null for a stranger: another extension, or a sender the browser says nothing of. */
export function senderContext(sender: Sender, self: { id: string; base: string }): SenderContext | null {
  if (sender.id !== self.id) return null;
  if (sender.url?.startsWith(self.base) === true) return 'page';
  return sender.tab?.id !== undefined && sender.frameId !== undefined ? 'content' : null;
}

export function createRouter(
  routes: Routes,
  self: { id: string; base: string },
): (message: unknown, sender: Sender) => Promise<Answer<MessageName>> {
  return async (message, sender) => {
    const { name, data } = (message ?? {}) as { name?: unknown; data?: unknown };
    if (typeof name !== 'string' || !Object.hasOwn(routes, name)) return refuse('unknown message');
    const route = routes[name as BackgroundMessage] as unknown as Route<MessageName>;
    const context = senderContext(sender, self);
    if (context === null || !route.from.includes(context)) return refuse(`${name} is not for this sender`);
    try {
      return { ok: true, value: await route.handle(route.parse(data), sender) };
    } catch (error) {
      return refuse(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
}

function refuse(error: string): Answer<MessageName> {
  return { ok: false, error };
}
