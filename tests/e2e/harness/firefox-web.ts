/**
 * The closed web of a Firefox that Marionette drives. Pages come from the story, loopback is real, the rest is refused.
 */
import type { Marionette } from './marionette.ts';

/**
 * Answers requests of the whole browser in its own process, so sites need neither a server nor a certificate. Requests of
 * the browser itself, such as for its settings, are refused but not noted.
 */
const CLOSE_WEB = `
  window.storyRequests = [];
  const answer = (channel, { type, body }) => {
    const response = Cc['@mozilla.org/network/replaced-http-response;1'].createInstance(Ci.nsIReplacedHttpResponse);
    response.responseStatus = 200;
    response.responseStatusText = 'OK';
    response.responseBody = body;
    response.setResponseHeader('Content-Type', type, false);
    channel.QueryInterface(Ci.nsIHttpChannelInternal).setResponseOverride(response);
  };
  const observe = (channel) => {
    channel.QueryInterface(Ci.nsIHttpChannel);
    const url = channel.URI.specIgnoringRef;
    if (!channel.loadInfo.triggeringPrincipal.isSystemPrincipal) window.storyRequests.push(url);
    if (channel.URI.host === '127.0.0.1') return;
    if (url in given) answer(channel, given[url]);
    else channel.cancel(Cr.NS_ERROR_ABORT);
  };
  Services.obs.addObserver({ observe }, 'http-on-before-connect');`;

/** @param pages HTML, or SVG at addresses that end so, by address */
export async function closeWeb(marionette: Marionette, pages: Readonly<Record<string, string>>): Promise<void> {
  const answers = Object.entries(pages).map(([url, text]) => {
    const type = url.endsWith('.svg') ? 'image/svg+xml' : 'text/html; charset=utf-8';
    // The browser takes a string of bytes
    return [url, { type, body: Buffer.from(text).toString('latin1') }];
  });
  await marionette.run('chrome', CLOSE_WEB, Object.fromEntries(answers));
}

/** Addresses of all requests of pages and of the extension since the last call. */
export function takeRequests(marionette: Marionette): Promise<string[]> {
  return marionette.run('chrome', 'return window.storyRequests.splice(0);');
}
