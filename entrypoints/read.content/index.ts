/** The reader of posts: put into a frame by the background where the sentinel saw something like a post. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { ask } from '../../utils/messaging/content.ts';
import { getReading, type Reading } from '../../utils/page/read-handover.ts';
import { startScanner } from './scanner.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  main() {
    const reading = getReading();
    if (reading === null || reading.stop !== null) return;
    // Not awaited: the background waits for this script to end before it says that it is there.
    void begin(reading);
  },
});

async function begin(reading: Reading): Promise<void> {
  let stopped = false;
  reading.stop = () => (stopped = true);
  const site = await ask('site.get', null);
  if (stopped) return;
  if (site === null) {
    reading.stop = null;
    return;
  }
  reading.takeOver();
  reading.stop = startScanner(document, { site, paused: site.paused || reading.paused, filled: reading.settled }).stop;
}
