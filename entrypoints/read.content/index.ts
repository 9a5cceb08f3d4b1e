/** The reader of posts: put into a frame by the background where the sentinel saw something like a post. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { sendMessage } from '../../utils/messaging/content-messages.ts';
import { getReaderState, type ReaderState } from '../../utils/page-reader/reader-state.ts';
import { startPageController } from './page-controller.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  main() {
    const state = getReaderState();
    if (state === null || state.stop !== null) return;
    // Not awaited: the background waits for this script to end before it says that it is there.
    void start(state);
  },
});

async function start(state: ReaderState): Promise<void> {
  let stopped = false;
  state.stop = () => (stopped = true);
  const site = await sendMessage('site.get', null);
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
  }).stop;
}
