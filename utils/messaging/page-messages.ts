/** Messages from the extension's own pages: to the background, and to the scanner in a tab. */
import browser from 'webextension-polyfill';
import { mergeFrames } from './merge-frames.ts';
import type { Answer, Envelope, MessageName, PageDescription, Request, Response } from '../contracts/protocol.ts';

/** Throws an Error with the background's refusal. */
export async function sendMessage<N extends MessageName>(name: N, data: Request<N>): Promise<Response<N>> {
  const answer = await browser.runtime.sendMessage<Envelope<N>, Answer<N>>({ name, data });
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

/** What the scanners in all frames of a tab know; null where there is none: no permission, or no web page. */
export async function describeTab(tabId: number): Promise<PageDescription | null> {
  const top = await sendToTab(tabId, 'page.describe', null);
  const frames = await browser.scripting
    .executeScript({ target: { tabId, allFrames: true }, func: () => true })
    .catch(() => []);
  const inner = frames.filter(({ frameId }) => frameId !== 0);
  const described = await Promise.all(inner.map(({ frameId }) => sendToTab(tabId, 'frame.describe', null, frameId)));
  return mergeFrames([top, ...described].filter((frame) => frame !== null));
}

/** Asks the scanner in one frame of a tab, the top one unless said; null where there is none. */
export async function sendToTab<N extends MessageName>(
  tabId: number,
  name: N,
  data: Request<N>,
  frameId = 0,
): Promise<Response<N> | null> {
  try {
    const answer = await browser.tabs.sendMessage<Envelope<N>, Answer<N> | undefined>(
      tabId,
      { name, data },
      { frameId },
    );
    return answer?.ok === true ? answer.value : null;
  } catch {
    return null;
  }
}
