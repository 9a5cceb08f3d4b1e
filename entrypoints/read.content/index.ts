/**
 * Content script that reads posts. The worker injects it where the page test or the post detector found something like a
 * post.
 */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { sendUntilAnswered } from '../../utils/messaging/content-messages.ts';
import { addressPath } from '../../utils/dom/document-address.ts';
import { getReaderState, type ReaderState } from '../../utils/page-reader/reader-state.ts';
import { startPageController } from './page-controller.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  main() {
    const state = getReaderState();
    if (state === null || state.stop !== null) return;
    // Not awaited: `executeScript` resolves only when this function has returned.
    void start(state);
  },
});

async function start(state: ReaderState): Promise<void> {
  let stopped = false;
  state.stop = () => (stopped = true);
  const site = await sendUntilAnswered('site.get', { address: addressPath(document) });
  if (stopped) return;
  if (site === null) {
    state.stop = null;
    return;
  }
  state.handOff();
  state.stop = startPageController(document, {
    site,
    paused: site.paused || state.paused,
    isSettled: state.settled,
    mayUseFinder: state.mayUseFinder,
  }).stop;
}
