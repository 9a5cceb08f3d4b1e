/** Content script that draws warnings; the worker injects it once a post in the frame is flagged. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { packagedBrand } from '../../utils/brand/packaged-brand.ts';
import { isAlive } from '../../utils/messaging/content-messages.ts';
import { whenOverlayState } from '../../utils/page-reader/overlay-state.ts';
import { removeDeadHosts } from '../../utils/overlay/dead-hosts.ts';
import { createOverlay } from './overlay.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  main() {
    // Not awaited: `executeScript` resolves only when this function has returned.
    void start();
  },
});

async function start(): Promise<void> {
  // The worker may inject this script before the page controller has the verdict.
  const state = await whenOverlayState();
  if (!isAlive()) return;
  const bundle = await state.messages;
  if (bundle === null) return;
  state.overlay?.stop();
  const { id: owner } = packagedBrand;
  removeDeadHosts(document, owner);
  const overlay = createOverlay(document, bundle, state);
  state.overlay = overlay;
  overlay.show(state.findings);
  overlay.showPictureButtons(state.picturePosts);
  state.onOverlayChange();
}
