/** The thin script in the page: finds posts and asks about them. The drawing comes only where there is something to draw. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { isAlive } from '../../utils/messaging/content.ts';
import { startScanner, type Scanner } from './scanner.ts';

const KEY = Symbol.for('joblantern.scanner');

interface Running {
  /** False once the extension that started it was reloaded: its API is gone, and a new scanner takes over. */
  isAlive(): boolean;
  scanner: Promise<Scanner>;
}

export default defineContentScript({
  // The manifest says where it runs, see wxt.config.ts; the background registers it where the reader grants more.
  matches: [],
  registration: 'runtime',
  main() {
    const world = globalThis as { [KEY]?: Running };
    const before = world[KEY];
    if (before?.isAlive() === true) return;
    void before?.scanner.then((scanner) => scanner.stop());
    world[KEY] = { isAlive, scanner: startScanner(document) };
  },
});
