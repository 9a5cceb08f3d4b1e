/** The finder for pages without an adapter: put into a frame by the background when the scanner asks for it. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { setFinder } from '../../utils/page/finder-handover.ts';
import { findGeneric } from '../../utils/sites/generic.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  main() {
    setFinder(findGeneric);
  },
});
