/** Content script of every page that may be read: starts the post detector. Other scripts are injected on demand. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { isAlive } from '../../utils/messaging/content-messages.ts';
import { startPostDetector, type PostDetector } from './post-detector.ts';
import { whenFrameHasContent } from './when-frame-has-content.ts';
import { whenReadable } from './when-readable.ts';

const KEY = Symbol.for('joblantern.detector');

interface RunningDetector {
  /** Chromium keeps the global object when an empty frame loads its first document. */
  document: Document;
  /** False after the extension was reloaded: its API is gone, and a new detector replaces this one. */
  isAlive(): boolean;
  detector: Promise<PostDetector>;
}

export default defineContentScript({
  // wxt.config.ts declares where it runs; the worker registers it for hosts that the reader grants.
  matches: [],
  registration: 'runtime',
  main() {
    const scope = globalThis as { [KEY]?: RunningDetector };
    const previous = scope[KEY];
    if (previous?.document === document && previous.isAlive()) return;
    void previous?.detector.then((detector) => detector.stop());
    const own = document;
    scope[KEY] = { document: own, isAlive, detector: whenToStart(own).then(() => startPostDetector(own)) };
  },
});

/** Waits while a page is prerendered, and in frames until they have content. */
async function whenToStart(document: Document): Promise<void> {
  const { prerendering } = document as Document & { prerendering?: boolean };
  if (prerendering === true) {
    await new Promise<void>((start) =>
      document.addEventListener('prerenderingchange', ({ isTrusted }) => isTrusted && start()),
    );
  }
  if (window.top === window) return;
  await whenReadable(document);
  await new Promise<void>((start) => whenFrameHasContent(window, start));
}
