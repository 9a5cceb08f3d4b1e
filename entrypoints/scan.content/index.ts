/** The thin script in the page: looks for anything like a post. Reading and drawing come only where there is something. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { isAlive } from '../../utils/messaging/content-messages.ts';
import { startPostDetector, type PostDetector } from './post-detector.ts';
import { unclobber } from '../../utils/dom/unclobber.ts';
import { whenFrameHasContent } from './when-frame-has-content.ts';

const KEY = Symbol.for('joblantern.sentinel');

interface RunningDetector {
  /** False once the extension that started it was reloaded: its API is gone, and a new sentinel takes over. */
  isAlive(): boolean;
  detector: Promise<PostDetector>;
}

export default defineContentScript({
  // The manifest says where it runs, see wxt.config.ts; the background registers it where the reader grants more.
  matches: [],
  registration: 'runtime',
  main() {
    unclobber(document);
    const scope = globalThis as { [KEY]?: RunningDetector };
    const before = scope[KEY];
    if (before?.isAlive() === true) return;
    void before?.detector.then((sentinel) => sentinel.stop());
    scope[KEY] = { isAlive, detector: whenToStart().then(() => startPostDetector(document)) };
  },
});

/** A page that the browser only prepares is not looked at by anybody yet. */
function whenToStart(): Promise<void> {
  const { prerendering } = document as Document & { prerendering?: boolean };
  return new Promise((start) => {
    if (prerendering === true) document.addEventListener('prerenderingchange', (event) => event.isTrusted && start());
    else if (window.top === window) start();
    else whenFrameHasContent(window, start);
  });
}
