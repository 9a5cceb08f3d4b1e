/** Handlers of the messages about reports: see `utils/contracts/report-messages.ts`. */
import type { REPORT_MESSAGES } from '../contracts/report-messages.ts';
import type { Handlers, Sender } from '../messaging/router.ts';
import type { Drafts } from './drafts.ts';
import type { Feedback } from './feedback.ts';
import type { PostPlace } from './report-forms.ts';
import type { Reports } from './reports.ts';
import { isExtensionPage, isPrivateRequest, isPrivateSender, senderFrame, type IsPrivateTab } from './sender-frame.ts';

export interface ReportHandlerDeps {
  reports: Reports;
  drafts: Drafts;
  feedback: Feedback;
  isPrivateTab: IsPrivateTab;
}

export function createReportHandlers({
  reports,
  drafts,
  feedback,
  isPrivateTab,
}: ReportHandlerDeps): Pick<Handlers, keyof typeof REPORT_MESSAGES> {
  return {
    async 'report.open'({ tabId, private: fromPrivate = false, ...request }, sender) {
      if (isExtensionPage(sender)) {
        const isPrivate = fromPrivate || (await isPrivateRequest(tabId, sender, isPrivateTab));
        await reports.open(request, { tabId: tabId ?? null, frameId: 0, isPrivate });
      } else {
        await reports.open(request, { ...senderFrame(sender), isPrivate: isPrivateSender(sender) });
      }
      return null;
    },
    async 'layout.report'({ tabId }) {
      await reports.openLayout(tabId, await isPrivateTab(tabId));
      return null;
    },
    'feedback.get': async () => ({ asks: await feedback.isEnabled() }),
    'feedback.send': ({ private: fromPrivate = false, ...request }, sender) =>
      feedback.send(request, feedbackPlace(sender, fromPrivate)),
    'feedback.preview': (request, sender) => feedback.preview(request, feedbackPlace(sender, false)),
    'draft.get': ({ nonce }) => drafts.get(nonce),
    'draft.enter': async ({ nonce, entered }) => (await drafts.enter(nonce, entered), null),
    'report.send': (request, sender) =>
      reports.send({ ...request, private: request.private || isPrivateSender(sender) }),
    'report.seal': ({ document }) => reports.seal(document),
    'report.code': ({ secret, withdraw }) => reports.checkCode(secret, withdraw),
    'outbox.list': async () => ({ items: await reports.list() }),
    'outbox.flush': async () => ({ items: await reports.flush(true) }),
    'outbox.file': async ({ key }) => ({ file: await reports.file(key) }),
    'outbox.erase': async ({ key }) => (await reports.erase(key), null),
  };
}

/** The frame of the post; a pasted text has none. */
function feedbackPlace(sender: Sender, fromPrivate: boolean): PostPlace {
  const isPrivate = fromPrivate || isPrivateSender(sender);
  return isExtensionPage(sender) ? { tabId: null, frameId: 0, isPrivate } : { ...senderFrame(sender), isPrivate };
}
