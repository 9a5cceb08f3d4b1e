/**
 * Answers messages in the background. A content script sits in a hostile page, so it may send few messages. The router
 * takes the sender from the browser, never from the message.
 */
import * as v from 'valibot';
import type { MessageContract, SenderContext } from '../contracts/message-contract.ts';
import {
  BACKGROUND_MESSAGES,
  type Answer,
  type BackgroundMessage,
  type MessageName,
  type Request,
  type Response,
} from '../contracts/messages.ts';

/** The properties used of the browser's `runtime.MessageSender`. */
export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  frameId?: number | undefined;
  tab?: { id?: number | undefined; incognito: boolean; url?: string | undefined } | undefined;
}

export type Handler<N extends MessageName> = (data: Request<N>, sender: Sender) => Promise<Response<N>>;
export type Handlers = { [N in BackgroundMessage]: Handler<N> };

/** This extension's id, and the address that its pages begin with. */
export interface ExtensionIdentity {
  id: string;
  base: string;
}

/** Where a message came from; null for another extension, or a sender that the browser does not describe. */
export function senderContext(sender: Sender, self: ExtensionIdentity): SenderContext | null {
  if (sender.id !== self.id) return null;
  if (sender.url?.startsWith(self.base) === true) return 'page';
  return sender.tab?.id !== undefined && sender.frameId !== undefined ? 'content' : null;
}

/** @returns a function that answers one message and never throws */
export function createRouter(
  handlers: Handlers,
  self: ExtensionIdentity,
): (message: unknown, sender: Sender) => Promise<Answer<MessageName>> {
  return async (message, sender) => {
    const { name, data } = (message ?? {}) as { name?: unknown; data?: unknown };
    if (typeof name !== 'string' || !Object.hasOwn(BACKGROUND_MESSAGES, name)) return refuse('unknown message');
    const contract = BACKGROUND_MESSAGES[name as BackgroundMessage] as MessageContract<unknown, unknown>;
    const handle = handlers[name as BackgroundMessage] as Handler<MessageName>;
    const context = senderContext(sender, self);
    if (context === null || !contract.from.includes(context)) return refuse(`${name} is not for this sender`);
    try {
      const request = v.parse(contract.request, data) as Request<MessageName>;
      return { ok: true, value: await handle(request, sender) };
    } catch (error) {
      return refuse(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
}

function refuse(error: string): Answer<MessageName> {
  return { ok: false, error };
}
