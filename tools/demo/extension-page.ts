/** Reads the extension's state in the demo: the posts that were read in the board's tab, and the warnings drawn. */
import type { Page } from 'playwright-core';
import type { ChannelStatus } from '../../utils/contracts/channel-status.ts';
import type { JudgedPost, PageDescription } from '../../utils/contracts/page-summary.ts';

/** Asks the background or a tab, from a page of the extension. */
export interface Extension {
  sync(): Promise<ChannelStatus>;
  describe(url: string): Promise<PageDescription | null>;
}

export function extensionOf(page: Page): Extension {
  const ask = <T>(body: string): Promise<T> => page.evaluate(`(async () => { ${body} })()`);
  return {
    sync: () =>
      ask(`const answer = await chrome.runtime.sendMessage({ name: 'channels.sync', data: null });
        if (!answer.ok) throw new Error(answer.error);
        return answer.value;`),
    describe: (url) =>
      ask(`const tabs = (await chrome.tabs.query({})).filter((tab) => tab.url === ${JSON.stringify(url)});
        if (tabs.length === 0) return null;
        const answer = await chrome.tabs.sendMessage(tabs[0].id, { name: 'page.describe', data: null }).catch(() => null);
        return answer?.value ?? null;`),
  };
}

/** Waits until `test` holds of the page. Throws an Error that names `what` after 20 seconds. */
export async function waitForPage(
  extension: Extension,
  url: string,
  what: string,
  test: (page: PageDescription) => boolean,
): Promise<PageDescription> {
  const end = performance.now() + 20_000;
  let last: PageDescription | null = null;
  while (performance.now() < end) {
    last = await extension.describe(url);
    if (last !== null && test(last)) return last;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const state =
    last === null
      ? 'no answer from the page'
      : `${last.posts} posts, ${last.caution + last.danger} warnings, ${last.drawn} drawn`;
  throw new Error(`Waited 20 s for: ${what} (${state}).`);
}

/** Reasons in short: the message keys, the strongest with the post's own words. */
export function reasonsInShort({ verdict }: JudgedPost): string {
  const listed =
    verdict.listing === undefined ? [] : [`listed by ${verdict.listing.publisher} on ${verdict.listing.listedOn}`];
  const raising = verdict.reasons.filter(({ severity }) => severity !== 'mitigating' && severity !== 'note');
  const [first, ...rest] = raising;
  const strongest =
    first === undefined ? [] : [first.quote === null ? first.id : `${first.id} "${first.quote.slice(0, 28)}"`];
  return [...listed, ...strongest, ...rest.slice(0, 4).map(({ id }) => id)].join(', ');
}
