/** Content script of every page that may be read: starts the post detector. Other scripts are injected on demand. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { isAlive } from '../../utils/messaging/content-messages.ts';
import { startPostDetector, type PostDetector } from './post-detector.ts';
import { unclobber } from '../../utils/dom/unclobber.ts';
import { whenFrameHasContent } from './when-frame-has-content.ts';

const KEY = Symbol.for('joblantern.detector');

interface RunningDetector {
  /** False after the extension was reloaded: its API is gone, and a new detector replaces this one. */
  isAlive(): boolean;
  detector: Promise<PostDetector>;
}

export default defineContentScript({
  // wxt.config.ts declares where it runs; the worker registers it for hosts that the reader grants.
  matches: [],
  registration: 'runtime',
  main() {
    unclobber(document);
    const scope = globalThis as { [KEY]?: RunningDetector };
    const previous = scope[KEY];
    if (previous?.isAlive() === true) return;
    void previous?.detector.then((detector) => detector.stop());
    scope[KEY] = { isAlive, detector: whenToStart().then(() => startPostDetector(document)) };
  },
});

/** Waits while a page is prerendered, and in frames until they have content. */
function whenToStart(): Promise<void> {
  const { prerendering } = document as Document & { prerendering?: boolean };
  return new Promise((start) => {
    if (prerendering === true) document.addEventListener('prerenderingchange', (event) => event.isTrusted && start());
    else if (window.top === window) start();
    else whenFrameHasContent(window, start);
  });
}
