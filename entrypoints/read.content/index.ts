/** The reader of posts: put into a frame by the background where the sentinel saw something like a post. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { getReading } from '../../utils/page/read-handover.ts';
import { startScanner } from './scanner.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  main() {
    const reading = getReading();
    if (reading === null || reading.stop !== null) return;
    reading.takeOver();
    reading.stop = startScanner(document, reading).stop;
  },
});
