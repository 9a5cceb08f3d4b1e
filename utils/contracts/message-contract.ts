/** The form of one message contract, and how a contract is written. */
import type * as v from 'valibot';

/** `content`: a content script in a web page. `page`: a page of the extension. */
export type SenderContext = 'content' | 'page';

export interface MessageContract<Request, Response> {
  /** Contexts that may send the message. */
  from: readonly SenderContext[];
  /** The router parses the data of each message with this schema before a handler sees it. */
  request: v.GenericSchema<unknown, Request>;
  /** Type of the answer. The background is trusted, so no answer is parsed. */
  response: v.GenericSchema<unknown, Response>;
}

export function message<Request, Response>(
  from: readonly SenderContext[],
  request: v.GenericSchema<unknown, Request>,
  response: v.GenericSchema<unknown, Response>,
): MessageContract<Request, Response> {
  return { from, request, response };
}

/** The check of `v.custom` for types of trusted answers. */
export const trusted = (): boolean => true;

export const FROM_CONTENT: readonly SenderContext[] = ['content'];
export const FROM_PAGES: readonly SenderContext[] = ['page'];
export const FROM_BOTH: readonly SenderContext[] = ['content', 'page'];
