/** Reports the summary of one frame to the worker, for badge and title. */
import type { PageSummary } from '../../utils/contracts/page-summary.ts';
import { sendMessage } from '../../utils/messaging/content-messages.ts';
import { getOverlayState } from '../../utils/page-reader/overlay-state.ts';
import type { PageStatus } from '../../utils/sites/page-status.ts';
import type { PostReader } from './post-reader.ts';

export interface SummaryReporter {
  summary(): PageSummary;
  /** Reports now, unless nothing changed. */
  report(): void;
  /** Reports after a delay, for what does not change the warnings. */
  reportSoon(): void;
  /** Reports also an unchanged summary: the toolbar may have shown another page meanwhile. */
  reportAgain(): void;
  /** Shows for a while that the reader copied a listed account or number. */
  reportCopied(): void;
  /** Reports that nothing is shown any more, so that the toolbar drops the summary of a removed frame. */
  reportRemoved(): void;
  stop(): void;
}

export interface SummaryReporterDeps {
  reader: Pick<PostReader, 'store' | 'adapter' | 'status'>;
  /** Whether this is the top frame of the tab. */
  isTop: boolean;
  /** False while reading is paused, and in a private conversation. */
  mayRead(): boolean;
  /** Whether the page had time to fill. */
  isSettled(): boolean;
  hasWarnings(): boolean;
}

/** Delay of reports that do not change the warnings, milliseconds. */
const REPORT_DELAY_MS = 400;
/** When an inner frame reports again, milliseconds: the top frame may start later and reset the tab's counts. */
const REPEAT_MS = 2500;
/** How long the status of a page without posts is cached, milliseconds. */
const EMPTY_STATUS_TTL_MS = 8000;
/** How long the toolbar shows that a listed account was copied, milliseconds. */
const COPIED_NOTICE_MS = 60_000;

export function createSummaryReporter(deps: SummaryReporterDeps): SummaryReporter {
  const { reader, isTop } = deps;
  /** The last reported summary as JSON; '' before the first. */
  let lastReport = '';
  let reportTimer: ReturnType<typeof setTimeout> | undefined;
  let repeatTimer: ReturnType<typeof setTimeout> | undefined;
  let copiedTimer: ReturnType<typeof setTimeout> | undefined;
  let emptyStatus: { status: PageStatus; isSettled: boolean; at: number } = {
    status: 'nothing-here',
    isSettled: false,
    at: 0,
  };

  /** The status; cached for pages without posts, where it is computed from the whole page. */
  const currentStatus = (posts: number): PageStatus => {
    // The worker gave no verdict on any post: it is busy, or fails.
    if (posts === 0 && reader.store.size() > 0) return 'could-not-read';
    if (posts > 0) return reader.status();
    const now = performance.now();
    const isSettled = deps.isSettled();
    if (now - emptyStatus.at > EMPTY_STATUS_TTL_MS || emptyStatus.isSettled !== isSettled)
      emptyStatus = { status: reader.status(), isSettled, at: now };
    return emptyStatus.status;
  };
  const summary = (): PageSummary => {
    const posts = reader.store.judgedSize();
    const status = deps.mayRead() ? currentStatus(posts) : 'nothing-here';
    return {
      status: posts === 0 && !deps.isSettled() ? 'nothing-here' : status,
      adapter: reader.adapter(),
      posts,
      caution: reader.store.count('caution'),
      danger: reader.store.count('danger'),
      drawn: getOverlayState()?.overlay?.visibleCount() ?? 0,
      ...(copiedTimer === undefined ? {} : { copied: true }),
    };
  };
  const report = (): void => {
    clearTimeout(reportTimer);
    reportTimer = undefined;
    const now = summary();
    const text = JSON.stringify(now);
    if (text === lastReport || (lastReport === '' && isSilent(now))) return;
    lastReport = text;
    void sendMessage('page.report', now);
    if (!isTop && deps.hasWarnings()) repeatTimer ??= setTimeout(reportAgain, REPEAT_MS);
  };
  const reportAgain = (): void => {
    lastReport = '';
    report();
  };
  return {
    summary,
    report,
    reportSoon: () => void (reportTimer ??= setTimeout(report, REPORT_DELAY_MS)),
    reportAgain,
    reportCopied() {
      clearTimeout(copiedTimer);
      copiedTimer = setTimeout(() => ((copiedTimer = undefined), report()), COPIED_NOTICE_MS);
      report();
    },
    reportRemoved() {
      if (isTop || lastReport === '') return;
      const adapter = reader.adapter();
      void sendMessage('page.report', { adapter, status: 'nothing-here', posts: 0, caution: 0, danger: 0, drawn: 0 });
    },
    stop() {
      for (const timer of [reportTimer, repeatTimer, copiedTimer]) clearTimeout(timer);
    },
  };
}

/** Whether the summary equals the toolbar's initial state. */
function isSilent({ status, posts, copied }: PageSummary): boolean {
  return status === 'nothing-here' && posts === 0 && copied !== true;
}
