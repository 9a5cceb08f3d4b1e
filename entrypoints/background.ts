/** The extension's background: creates the services of `utils/background` and connects them. */
import { dayOf } from '../utils/indicators/day-number.ts';
import browser from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';
import { createPostChoices } from '../utils/background/post-choices.ts';
import { createFeedback } from '../utils/background/feedback.ts';
import { createDrafts } from '../utils/background/drafts.ts';
import { webCrypto } from '../utils/platform/web-crypto.ts';
import { createChannelFetch } from '../utils/background/channel-fetch.ts';
import { FEEDBACK_DATA_KINDS } from '../utils/report/data-kinds.ts';
import { lazyService } from '../utils/platform/lazy-service.ts';
import { createBundledKnowledge } from '../utils/background/bundled-knowledge.ts';
import { forgetClosedPrivateWindows } from '../utils/background/forget-closed-private-windows.ts';
import { forgetOutdated } from '../utils/background/forget-outdated.ts';
import { followGrants } from '../utils/background/follow-grants.ts';
import { createFairQueue } from '../utils/background/fair-queue.ts';
import { hasDataConsent } from '../utils/background/has-data-consent.ts';
import { createInjection } from '../utils/background/injection.ts';
import { createJudge } from '../utils/background/judge.ts';
import { createChannelService } from '../utils/background/channel-service.ts';
import { asyncMemo } from '../utils/platform/async-memo.ts';
import { eraseOwnData, exportOwnData, type OwnDataDeps } from '../utils/background/own-data.ts';
import { armOutboxAlarm, startOutboxAlarm } from '../utils/background/outbox-alarm.ts';
import { createPastedTexts } from '../utils/background/pasted-texts.ts';
import { createWithTimeout } from '../utils/platform/with-timeout.ts';
import { createPauses } from '../utils/background/pauses.ts';
import { createRateLimiter } from '../utils/background/rate-limiter.ts';
import { createReports } from '../utils/background/reports.ts';
import { createMessageHandlers } from '../utils/background/message-handlers.ts';
import { createRevokedTabs } from '../utils/background/revoked-tabs.ts';
import { createSeenPosts } from '../utils/background/seen-posts.ts';
import { createSites } from '../utils/background/sites.ts';
import { startSyncAlarm } from '../utils/background/sync-alarm.ts';
import { createPauseSender, sendToTabs } from '../utils/background/send-to-tabs.ts';
import { createColouredIcon } from '../utils/background/coloured-icon.ts';
import { createToolbar } from '../utils/background/toolbar.ts';
import { PICTURE_HASH_PREFIX } from '../utils/check/picture-hash-prefix.ts';
import type { ClickedPicture } from '../utils/background/clicked-picture.ts';
import { createPictureOpener } from '../utils/background/picture-opener.ts';
import { startContextMenu } from '../utils/background/context-menu.ts';
import { startNextWarningCommand } from '../utils/background/next-warning-command.ts';
import { startOmnibox } from '../utils/background/omnibox.ts';
import { readOpenPages } from '../utils/background/read-open-pages.ts';
import { openWelcomeOnInstall } from '../utils/background/open-welcome-on-install.ts';
import type { Brand } from '../utils/brand/brand.ts';
import { effectiveBrand, followPolicy, finalPolicy } from '../utils/brand/effective-brand.ts';
import { onSettingsBack, readingSettings } from '../utils/brand/reading-settings.ts';
import { packagedBrand } from '../utils/brand/packaged-brand.ts';
import { checkKnowledge } from '../utils/detect/analyse.ts';
import { checkText } from '../utils/check/check-text.ts';
import { holdsCry } from '../utils/check/find-cry.ts';
import { readTextFacts } from '../utils/check/text-facts.ts';
import { createTranslator, messagesForPage, type MessageKey } from '../utils/i18n/messages.ts';
import { packageMessages } from '../utils/brand/package-messages.ts';
import { toolbarTitle } from '../utils/brand/toolbar-title.ts';
import { createModelCache } from '../utils/picture-reader/model-cache.ts';
import { createRouter, type Sender } from '../utils/messaging/router.ts';
import { textMentions } from '../utils/detect/contact-facts.ts';
import type { JobPost } from '../utils/model/job-post.ts';
import type { Verdict } from '../utils/model/verdict.ts';
import { createOutbox } from '../utils/report/outbox.ts';
import { OutboxDatabase } from '../utils/report/outbox-database.ts';
import { createDatabase } from '../utils/storage/database.ts';
import { updateSettings, readSettings } from '../utils/storage/settings.ts';

/** UTF-16 units of posts that one tab can have judged at once, and units for each second after that. */
const RATE_LIMIT_BURST = 2_400_000;
const RATE_LIMIT_PER_SECOND = 120_000;

/** Resolves after the events that are waiting; a timer would wait at least 4 ms. */
const yieldToEvents = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener(
      'message',
      () => {
        port1.close();
        resolve();
      },
      { once: true },
    );
    port1.start();
    port2.postMessage(null);
  });

export default defineBackground({
  type: 'module',
  main() {
    const database = createDatabase();
    const packageUrl = (path: string): string => browser.runtime.getURL(path);
    const bundled = createBundledKnowledge(packageUrl);
    const effectiveService = asyncMemo(async () =>
      createChannelService({
        ...webCrypto,
        brand: await effectiveBrand(),
        database,
        area: browser.storage.local,
        fetch: createChannelFetch({
          fetch: (url, init) => fetch(url, init),
          keepAlive: () => void browser.runtime.getPlatformInfo(),
        }),
        now: () => Date.now(),
        clock: () => performance.now(),
        check: async (files) =>
          checkKnowledge({ ...(await bundled.engineFiles(new Set(files.keys()))), ...Object.fromEntries(files) }),
        onChanged: rejudgeOpenTabs,
      }),
    );
    const channelService = lazyService(effectiveService.get);
    const subscriptions = lazyService(async () => (await effectiveService.get()).subscriptions);
    const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
    const onLate = (): void => void rejudgeOpenTabs();
    const settings = asyncMemo(readingSettings);
    onSettingsBack(onLate);
    const rejudgeOpenTabs = async (): Promise<void> => {
      settings.forget();
      judge.forget();
      sites.forget();
      await sendToTabs(browser.tabs, 'page.recheck', null);
    };
    const withTimeout = createWithTimeout({ wait, onLate });
    const publishedKnowledge = (): ReturnType<typeof channelService.knowledge> =>
      withTimeout(channelService.knowledge, null);
    const judge = createJudge({
      bundledKnowledge: bundled.engineFiles,
      publishedKnowledge,
      lookup: (mentions) => withTimeout(() => channelService.lookup(mentions), []),
      registers: () => withTimeout(channelService.registers, []),
      today: () => dayOf(Date.now()),
      sensitivity: async () => (await settings.get()).sensitivity,
    });
    const seenPosts = createSeenPosts(() => dayOf(Date.now()));
    /** A database that fails adds nothing: the verdict stands without it. */
    const withSeenNames = async (post: JobPost, verdict: Verdict): Promise<Verdict> => {
      if (!(await settings.get()).remembersPosts) return verdict;
      const bands = textMentions(post, (await judge.knowledge()).fold).map(({ value }) => value);
      const names = await seenPosts.record(post.company || post.poster, bands).catch(() => 0);
      return names > 1 ? { ...verdict, seenNames: names } : verdict;
    };
    const sites = createSites({ bundledSites: () => bundled.file('sites.json'), publishedKnowledge });
    const pauses = createPauses(browser.storage.local, browser.storage.session, readingSettings);
    const revoked = createRevokedTabs(browser.storage.session);
    const sendPaused = createPauseSender(browser.tabs, pauses);
    const toolbar = createToolbar(
      browser.action,
      browser.storage.session,
      createColouredIcon(packageUrl),
      toolbarTitle,
    );
    const injection = createInjection(browser);
    const limiter = createRateLimiter(RATE_LIMIT_BURST, RATE_LIMIT_PER_SECOND);
    const openPage = async (path: string): Promise<void> =>
      void (await browser.tabs.create({ url: browser.runtime.getURL(path) }));

    const drafts = createDrafts(
      browser.storage.session,
      () => crypto.randomUUID(),
      () => Date.now(),
    );
    const choices = createPostChoices(browser.storage.session);
    const pastedTexts = createPastedTexts(browser.storage.session, () => crypto.randomUUID());
    const openCheck = async (text: string, incognito: boolean): Promise<void> => {
      // A page without a text still has to know that it was opened from a private window.
      const isBare = text === '' && !incognito;
      await openPage(isBare ? 'check.html' : `check.html#${await pastedTexts.save({ text, private: incognito })}`);
    };
    const openPictureCheck = async (picture: ClickedPicture | null, incognito: boolean): Promise<void> => {
      const nonce = await pastedTexts.save({ text: JSON.stringify(picture), private: incognito });
      await openPage(`check.html#${PICTURE_HASH_PREFIX}${nonce}`);
    };
    /** Read after the policy: a report sealed for one organisation must not reach the relay of another. */
    const ownBrand = async (): Promise<Brand> => (await finalPolicy(), effectiveBrand());
    const ownRecipients = async (): Promise<readonly string[]> => (await finalPolicy(), channelService.recipients());
    const effectiveOutbox = asyncMemo(async () =>
      createOutbox({
        db: new OutboxDatabase(),
        now: () => Date.now(),
        random: (length) => crypto.getRandomValues(new Uint8Array(length)),
        fetch: (url, init) => fetch(url, init),
        relayUrl: (await ownBrand()).relay,
        brand: (await ownBrand()).id,
        recipients: ownRecipients,
        packagedRelay: packagedBrand.relay,
        packagedBrand: packagedBrand.id,
      }),
    );
    const outbox = lazyService(effectiveOutbox.get);
    const reports = createReports({
      drafts,
      injection,
      outbox,
      recipients: ownRecipients,
      brand: ownBrand,
      channelFile: async (name) => (await channelService.knowledge())?.get(name) ?? null,
      openPage,
      scheduleWake: (time) => armOutboxAlarm(browser.alarms, time),
    });

    const feedback = createFeedback({
      reports,
      injection,
      isEnabled: async () =>
        (await ownBrand()).relay !== null && (await readSettings(browser.storage.local)).asksFeedback,
      hasConsent: () => hasDataConsent(browser, FEEDBACK_DATA_KINDS),
      appVersion: browser.runtime.getManifest().version,
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
      today: () => dayOf(Date.now()),
    });

    const ownData: OwnDataDeps = {
      local: browser.storage.local,
      session: browser.storage.session,
      drafts,
      choices,
      pauses,
      outbox,
      subscriptions,
      seenPosts,
      models: createModelCache(caches),
      allowedSites: async () => (await browser.permissions.getAll()).origins ?? [],
      async onErased(pausedHosts) {
        await rejudgeOpenTabs();
        await Promise.all(pausedHosts.map((host) => sendPaused(host, false, false)));
      },
    };

    const answer = createRouter(
      createMessageHandlers({
        verdict: judge.verdict,
        withSeenNames,
        seenPosts,
        queue: createFairQueue(yieldToEvents),
        siteFor: sites.forAddress,
        publishedFile: async (name) => (await publishedKnowledge())?.get(name) ?? null,
        pauses,
        revoked,
        settings: {
          get: () => readSettings(browser.storage.local),
          async set(change) {
            const settings = await updateSettings(browser.storage.local, (now) => ({ ...now, ...change }));
            await rejudgeOpenTabs();
            return settings;
          },
        },
        ownData: { export: () => exportOwnData(ownData), erase: () => eraseOwnData(ownData) },
        choices,
        drafts,
        pastedTexts,
        openPicture: createPictureOpener({ browser, openCheck: openPictureCheck, openPage }),
        check: (text, own) =>
          checkText(text, own, {
            judgePosts: judge.uncachedVerdicts,
            readFacts: async (pasted) => readTextFacts(pasted, await judge.knowledge()),
            holdsCry: async (texts) => holdsCry(texts, await judge.knowledge()),
          }),
        reports,
        feedback,
        isPrivate: async (tabId) => tabId !== null && (await browser.tabs.get(tabId)).incognito,
        injection,
        limiter,
        channels: channelService,
        subscriptions,
        async showSummary({ tabId, frameId, host, incognito }, summary) {
          await toolbar.show(tabId, frameId, summary, await pauses.isPaused(host, incognito));
        },
        warmUp: () => void Promise.allSettled([judge.knowledge(), channelService.lookup([]), packageMessages()]),
        markRead: (tabId) => toolbar.markRead(tabId),
        forgetTab: (tabId) => toolbar.forget(tabId),
        pageMessages: async () => messagesForPage(await packageMessages()),
        openCheck,
        openPage,
        sendPaused,
        now: () => Date.now(),
      }),
      { id: browser.runtime.id, base: browser.runtime.getURL('') },
    );
    browser.runtime.onMessage.addListener((message: unknown, sender: Sender) => answer(message, sender));
    browser.tabs.onRemoved.addListener((tabId) => {
      void toolbar.forget(tabId);
      limiter.forget(tabId);
    });
    const translate = async (key: MessageKey): Promise<string> =>
      createTranslator(await packageMessages()).t(key, { name: (await effectiveBrand()).name });
    startContextMenu({
      browser,
      openCheck,
      openPicture: openPictureCheck,
      label: (entry) => translate(entry === 'text' ? 'menu.check' : 'picture.menu'),
    });
    forgetClosedPrivateWindows(browser.tabs, [pauses, choices, drafts, pastedTexts]);
    startNextWarningCommand({ browser, tabs: browser.tabs });
    startOmnibox({ browser, openCheck, hint: () => translate('omnibox.hint') });
    followGrants({ browser, injection, pauses, revoked });
    browser.runtime.onInstalled.addListener(() => void injection.registerGrantedHosts());
    // No event tells of an extension that is enabled again.
    void readOpenPages({ browser, session: browser.storage.session, injection }).catch(() => undefined);
    followPolicy(() => {
      effectiveService.forget();
      effectiveOutbox.forget();
      void rejudgeOpenTabs().then(channelService.sync);
      // Holds back what is sealed for the publisher before, and sends what waited for this one.
      void reports.flush();
    });
    void toolbarTitle('badge.not-read', {}).then((title) => browser.action.setTitle({ title }));
    openWelcomeOnInstall({ runtime: browser.runtime, managed: finalPolicy, openPage });
    startOutboxAlarm(browser, () => reports.flush());
    // Problems are recorded and shown with the channel's status.
    void channelService.warmUp().catch(() => undefined);
    void sites.warmUp().catch(() => undefined);
    // Without the settings nothing is deleted.
    const remembersPosts = async (): Promise<boolean> => (await readSettings(browser.storage.local)).remembersPosts;
    startSyncAlarm({
      browser,
      async sync() {
        // The policy decides which channel is synced.
        await finalPolicy();
        // Not at the worker's start: it would compete with a first verdict.
        try {
          await channelService.sync();
        } finally {
          await forgetOutdated({ drafts, seenPosts, remembersPosts });
        }
      },
      random: Math.random,
      now: () => Date.now(),
    });
    // Tests cannot open a page of the extension in Firefox.
    if (import.meta.env.MODE === 'testing') {
      browser.runtime.onInstalled.addListener(() => void openPage('popup.html?control'));
    }
  },
});
