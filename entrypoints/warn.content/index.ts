/** The drawing script: put into a frame by the background once there is something to warn of. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { isAlive } from '../../utils/messaging/content.ts';
import { getHandover } from '../../utils/page/handover.ts';
import { createDrawer } from './drawer.tsx';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  async main() {
    const handover = getHandover();
    if (handover === null || !isAlive()) return;
    const bundle = await handover.words;
    if (bundle === null) return;
    handover.drawer?.stop();
    const drawer = createDrawer(document, bundle, () => handover.changed());
    handover.drawer = drawer;
    drawer.show(handover.findings);
    handover.changed();
  },
});
