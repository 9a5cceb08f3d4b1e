/** Messages from the pages of the extension: to the background, and to the content scripts in a tab. */
import browser from 'webextension-polyfill';
import { mergeFrames } from './merge-frames.ts';
import type { Answer, Envelope, MessageName, Request, Response } from '../contracts/messages.ts';
import type { PageDescription } from '../contracts/page-summary.ts';

/** Sends to the background. @throws Error with the reason when it refused */
export async function sendMessage<N extends MessageName>(name: N, data: Request<N>): Promise<Response<N>> {
  const answer = await browser.runtime.sendMessage<Envelope<N>, Answer<N>>({ name, data });
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

/** A reader waits no longer for an answer to a button, in milliseconds. */
const ANSWER_TIMEOUT_MS = 15_000;

/** The same, for a button of a page. Rejects, too, where a worker that hangs gives no answer in time: the reader can press again. */
export async function sendInTime<N extends MessageName>(name: N, data: Request<N>): Promise<Response<N>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), ANSWER_TIMEOUT_MS);
  });
  return Promise.race([sendMessage(name, data), late]).finally(() => clearTimeout(timer));
}

/** Merged description of all frames of a tab; null without a content script: no permission, or no web page. */
export async function describeTab(tabId: number): Promise<PageDescription | null> {
  const top = await sendToTab(tabId, 'page.describe', null);
  const frames = await browser.scripting
    .executeScript({ target: { tabId, allFrames: true }, func: () => true })
    .catch(() => []);
  const inner = frames.filter(({ frameId }) => frameId !== 0);
  const described = await Promise.all(inner.map(({ frameId }) => sendToTab(tabId, 'frame.describe', null, frameId)));
  return mergeFrames([top, ...described].filter((frame) => frame !== null));
}

/** Sends to the content script in one frame of a tab. Null where there is none. @param frameId 0 is the top frame */
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
