import { beforeEach, describe, expect, it } from 'vitest';
import {
  getOverlayState,
  setOverlayState,
  whenOverlayState,
  type OverlayState,
} from '../../../utils/page-reader/overlay-state.ts';

const stateOf = (): OverlayState => ({
  findings: [],
  picturePosts: [],
  messages: Promise.resolve(null),
  overlay: null,
  onOverlayChange: () => undefined,
  isInPost: () => false,
  onListedCopied: () => undefined,
});

describe('the state shared by the page controller and the overlay', () => {
  beforeEach(() => {
    delete (globalThis as Record<symbol, unknown>)[Symbol.for('joblantern.overlay')];
  });

  it('is given to a script that came before it, and at once to one that came after', async () => {
    expect(getOverlayState()).toBeNull();
    const early = whenOverlayState();
    const state = stateOf();
    setOverlayState(state);
    expect(await early).toBe(state);
    expect(await whenOverlayState()).toBe(state);
    expect(getOverlayState()).toBe(state);
  });
});
