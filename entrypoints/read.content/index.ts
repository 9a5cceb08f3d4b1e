/**
 * Content script that reads posts. The worker injects it where the page test or the post detector found something like a
 * post.
 */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { sendUntilAnswered } from '../../utils/messaging/content-messages.ts';
import { addressPath } from '../../utils/dom/document-address.ts';
import { getFrameState, type FrameState } from '../../utils/page-reader/frame-state.ts';
import { startPageController } from './page-controller.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  main() {
    const state = getFrameState();
    if (state === null || state.stop !== null) return;
    // Not awaited: `executeScript` resolves only when this function has returned.
    void start(state);
  },
});

async function start(state: FrameState): Promise<void> {
  let isStopped = false;
  state.stop = () => (isStopped = true);
  const site = await sendUntilAnswered('site.get', { address: addressPath(document) });
  if (isStopped) return;
  if (site === null) {
    state.stop = null;
    return;
  }
  state.handOff();
  state.stop = startPageController(document, {
    site,
    isPaused: site.paused || state.isPaused,
    isSettled: state.isSettled,
    mayUseFinder: state.mayUseFinder,
  });
}
