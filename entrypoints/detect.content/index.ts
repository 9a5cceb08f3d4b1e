/** Content script that detects posts on pages that change; the worker injects it where the page test requests it. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { getFrameState } from '../../utils/page-reader/frame-state.ts';
import { startPostDetector } from './post-detector.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  main() {
    const state = getFrameState();
    // Chromium keeps the state when an empty frame loads its first document.
    if (state?.document !== document || state.hasDetector || state.stop !== null) return;
    state.hasDetector = true;
    state.handOff();
    startPostDetector(document, state);
  },
});
