/** Content script with the general finder, which the worker injects when the page controller requests it. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { setSharedFinder } from '../../utils/page-reader/shared-finder.ts';
import { findGeneric } from '../../utils/sites/find-generic.ts';
import { withRestOfPage } from '../../utils/sites/rest-of-page.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  main() {
    setSharedFinder(withRestOfPage(findGeneric));
  },
});
