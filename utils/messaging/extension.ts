/** Messages from the extension's own pages: to the background, and to the scanner in a tab. */
import browser from 'webextension-polyfill';
import type { Answer, Envelope, MessageName, Request, Response } from './protocol.ts';

/** Throws an Error with the background's refusal. */
export async function ask<N extends MessageName>(name: N, data: Request<N>): Promise<Response<N>> {
  const answer = await browser.runtime.sendMessage<Envelope<N>, Answer<N>>({ name, data });
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

/** Asks the scanner in a tab's top frame; null where there is none: no permission, or no web page. */
export async function askTab<N extends MessageName>(
  tabId: number,
  name: N,
  data: Request<N>,
): Promise<Response<N> | null> {
  try {
    const answer = await browser.tabs.sendMessage<Envelope<N>, Answer<N> | undefined>(
      tabId,
      { name, data },
      { frameId: 0 },
    );
    return answer?.ok === true ? answer.value : null;
  } catch {
    return null;
  }
}
