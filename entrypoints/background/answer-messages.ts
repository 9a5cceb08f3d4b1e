/** Answers the messages of content scripts and of the extension's pages: connects the handlers with the services. */
import browser from 'webextension-polyfill';
import { createFairQueue } from '../../utils/background/fair-queue.ts';
import { createMessageHandlers } from '../../utils/background/message-handlers.ts';
import { eraseOwnData, exportOwnData, type OwnDataDeps } from '../../utils/background/own-data.ts';
import { createPictureOpener } from '../../utils/background/picture-opener.ts';
import type { ReadingDeps } from '../../utils/background/reading-handlers.ts';
import { createPauseSender } from '../../utils/background/send-to-tabs.ts';
import type { SettingsHandlerDeps } from '../../utils/background/settings-handlers.ts';
import { packageMessages } from '../../utils/brand/package-messages.ts';
import { messagesForPage } from '../../utils/i18n/messages.ts';
import { createRouter, type Sender } from '../../utils/messaging/router.ts';
import { createModelCache } from '../../utils/picture-reader/model-cache.ts';
import { readSettings, updateSettings } from '../../utils/storage/settings.ts';
import type { BackgroundServices } from './create-services.ts';
import { yieldToEvents } from './yield-to-events.ts';

export function answerMessages(services: BackgroundServices): void {
  const { report, drafts } = services;
  const handlers = createMessageHandlers({
    ...readingDeps(services),
    ...settingsDeps(services),
    reports: report.reports,
    feedback: report.feedback,
    drafts,
    isPrivateTab: async (tabId) => tabId !== null && (await browser.tabs.get(tabId)).incognito,
  });
  const answer = createRouter(handlers, { id: browser.runtime.id, base: browser.runtime.getURL('') });
  browser.runtime.onMessage.addListener((message: unknown, sender: Sender) => answer(message, sender));
}

function readingDeps(services: BackgroundServices): Omit<ReadingDeps, 'isPrivateTab'> {
  const { channel, verdicts, pages, pauses, toolbar } = services;
  const { judge, sites } = verdicts;
  return {
    verdict: judge.verdict,
    withSeenNames: verdicts.withSeenNames,
    queue: createFairQueue(yieldToEvents),
    siteFor: sites.forAddress,
    publishedFile: async (name) => (await verdicts.publishedKnowledge())?.get(name) ?? null,
    check: verdicts.check,
    pauses,
    revoked: services.revoked,
    choices: services.choices,
    pastedTexts: services.pastedTexts,
    openPicture: createPictureOpener({ browser, openCheck: pages.openPictureCheck, openPage: pages.openPage }),
    injection: services.injection,
    limiter: services.limiter,
    async showSummary({ tabId, frameId, host, isPrivate }, summary) {
      await toolbar.show(tabId, frameId, summary, await pauses.isPaused(host, isPrivate));
    },
    markRead: (tabId) => toolbar.markRead(tabId),
    forgetTab: (tabId) => toolbar.forget(tabId),
    warmUp: () => void Promise.allSettled([judge.knowledge(), channel.channels.lookup([]), packageMessages()]),
    pageMessages: async () => messagesForPage(await packageMessages()),
    openCheck: pages.openCheck,
    openPage: pages.openPage,
    now: () => Date.now(),
  };
}

function settingsDeps(services: BackgroundServices): Omit<SettingsHandlerDeps, 'isPrivateTab'> {
  const { channel, verdicts, pauses } = services;
  const sendPaused = createPauseSender(browser.tabs, pauses);
  const ownData = ownDataDeps(services, sendPaused);
  return {
    channels: channel.channels,
    subscriptions: channel.subscriptions,
    settings: {
      get: () => readSettings(browser.storage.local),
      async set(change) {
        const settings = await updateSettings(browser.storage.local, (now) => ({ ...now, ...change }));
        await verdicts.rejudgeOpenTabs();
        return settings;
      },
    },
    ownData: { export: () => exportOwnData(ownData), erase: () => eraseOwnData(ownData) },
    seenPosts: verdicts.seenPosts,
    pauses,
    revoked: services.revoked,
    sendPaused,
  };
}

function ownDataDeps(services: BackgroundServices, sendPaused: SettingsHandlerDeps['sendPaused']): OwnDataDeps {
  const { channel, verdicts, report } = services;
  return {
    local: browser.storage.local,
    session: browser.storage.session,
    drafts: services.drafts,
    choices: services.choices,
    pauses: services.pauses,
    outbox: report.outbox,
    subscriptions: channel.subscriptions,
    seenPosts: verdicts.seenPosts,
    models: createModelCache(caches),
    allowedSites: async () => (await browser.permissions.getAll()).origins ?? [],
    async onErased(pausedHosts) {
      await verdicts.rejudgeOpenTabs();
      await Promise.all(pausedHosts.map((host) => sendPaused(host, false, false)));
    },
  };
}
