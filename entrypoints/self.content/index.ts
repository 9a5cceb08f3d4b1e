/**
 * Finds the reader's own name, e-mail address, phone number and accounts on the page, to remove them from a report.
 * Injected only when the reader clicks "Report". What it finds is not stored or sent.
 */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { getOverlayState } from '../../utils/page-reader/overlay-state.ts';
import { collectReaderData } from '../../utils/report/collect-reader-data.ts';
import type { ReaderData } from '../../utils/report/reader-data.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  main(): ReaderData {
    const overlayState = getOverlayState();
    const post = overlayState?.findings.find(({ post: { id } }) => id === overlayState.reportedPostId)?.element ?? null;
    return collectReaderData(document, post, document.cookie);
  },
});
