/** The finder for pages without an adapter: put into a frame by the background when the scanner asks for it. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { setSharedFinder } from '../../utils/page-reader/shared-finder.ts';
import { findGeneric } from '../../utils/sites/find-generic.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  main() {
    setSharedFinder(findGeneric);
  },
});
