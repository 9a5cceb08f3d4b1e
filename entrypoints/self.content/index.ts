/**
 * Looks for the reader's own name, mail, phone and accounts on the page, so that they can be taken out of a report. Put
 * into the frame by the background only when the reader clicks on "Report"; what it finds goes no further.
 */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { getOverlayState } from '../../utils/page-reader/overlay-state.ts';
import { collectReaderData } from '../../utils/report/collect-reader-data.ts';
import type { ReaderData } from '../../utils/report/reader-data.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  main(): ReaderData {
    const handover = getOverlayState();
    const post = handover?.findings.find(({ post: { id } }) => id === handover.reportedPostId)?.element ?? null;
    return collectReaderData(document, post, document.cookie);
  },
});
