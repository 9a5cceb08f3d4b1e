/** Handlers of the messages about reports: see `utils/contracts/report-messages.ts`. */
import type { REPORT_MESSAGES } from '../contracts/report-messages.ts';
import type { Handlers, Sender } from '../messaging/router.ts';
import type { Drafts } from './drafts.ts';
import type { Feedback } from './feedback.ts';
import type { PostPlace, Reports } from './reports.ts';
import { isExtensionPage, isPrivateRequest, isPrivateSender, senderFrame, type IsPrivateTab } from './sender-frame.ts';

export interface ReportHandlerDeps {
  reports: Reports;
  drafts: Drafts;
  feedback: Feedback;
  isPrivate: IsPrivateTab;
}

export function createReportHandlers({
  reports,
  drafts,
  feedback,
  isPrivate,
}: ReportHandlerDeps): Pick<Handlers, keyof typeof REPORT_MESSAGES> {
  return {
    async 'report.open'({ tabId, private: fromPrivate = false, ...request }, sender) {
      if (isExtensionPage(sender)) {
        const incognito = fromPrivate || (await isPrivateRequest(tabId, sender, isPrivate));
        await reports.open(request, { tabId: tabId ?? null, frameId: 0, incognito });
      } else {
        await reports.open(request, { ...senderFrame(sender), incognito: isPrivateSender(sender) });
      }
      return null;
    },
    async 'layout.report'({ tabId }) {
      await reports.openLayout(tabId, await isPrivate(tabId));
      return null;
    },
    'feedback.get': async () => ({ asks: await feedback.isEnabled() }),
    'feedback.send': ({ private: fromPrivate = false, ...request }, sender) =>
      feedback.send(request, feedbackPlace(sender, fromPrivate)),
    'feedback.preview': (request, sender) => feedback.preview(request, feedbackPlace(sender, false)),
    'draft.get': ({ nonce }) => drafts.get(nonce),
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
  const incognito = fromPrivate || isPrivateSender(sender);
  return isExtensionPage(sender) ? { tabId: null, frameId: 0, incognito } : { ...senderFrame(sender), incognito };
}
