/**
 * Looks for the reader's own name, mail, phone and accounts on the page, so that they can be taken out of a report. Put
 * into the frame by the background only when the reader clicks on "Report"; what it finds goes no further.
 */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { getOverlayState } from '../../utils/page-reader/overlay-state.ts';
import { gatherSelf } from '../../utils/report/gather-self.ts';
import type { SelfValues } from '../../utils/report/self-values.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  main(): SelfValues {
    const handover = getOverlayState();
    const post = handover?.findings.find(({ post: { id } }) => id === handover.reportedPostId)?.element ?? null;
    return gatherSelf(document, post, document.cookie);
  },
});
