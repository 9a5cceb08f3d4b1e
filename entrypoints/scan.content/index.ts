/** The thin script in the page: looks for anything like a post. Reading and drawing come only where there is something. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { isAlive } from '../../utils/messaging/content.ts';
import { startSentinel, type Sentinel } from './sentinel.ts';
import { unclobber } from '../../utils/page/unclobber.ts';
import { whenWorthReading } from './when-worth.ts';

const KEY = Symbol.for('joblantern.sentinel');

interface Running {
  /** False once the extension that started it was reloaded: its API is gone, and a new sentinel takes over. */
  isAlive(): boolean;
  sentinel: Promise<Sentinel>;
}

export default defineContentScript({
  // The manifest says where it runs, see wxt.config.ts; the background registers it where the reader grants more.
  matches: [],
  registration: 'runtime',
  main() {
    unclobber(document);
    const world = globalThis as { [KEY]?: Running };
    const before = world[KEY];
    if (before?.isAlive() === true) return;
    void before?.sentinel.then((sentinel) => sentinel.stop());
    world[KEY] = { isAlive, sentinel: whenToStart().then(() => startSentinel(document)) };
  },
});

/** A page that the browser only prepares is not looked at by anybody yet. */
function whenToStart(): Promise<void> {
  const { prerendering } = document as Document & { prerendering?: boolean };
  return new Promise((start) => {
    if (prerendering === true) document.addEventListener('prerenderingchange', (event) => event.isTrusted && start());
    else if (window.top === window) start();
    else whenWorthReading(window, start);
  });
}
