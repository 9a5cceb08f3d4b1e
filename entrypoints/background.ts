/** The extension's background: makes the parts and joins them; what they do is in `utils/background`. */
import browser from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';
import { createPostChoices } from '../utils/background/choices.ts';
import { createDrafts } from '../utils/background/drafts.ts';
import { channelCrypto } from '../utils/background/channel-crypto.ts';
import { channelFetch } from '../utils/background/channel-fetch.ts';
import { deferred } from '../utils/background/deferred.ts';
import { readFloor } from '../utils/background/floor.ts';
import { startFollowingGrants } from '../utils/background/follow-grants.ts';
import { createInjection } from '../utils/background/injection.ts';
import { createJudge, openKnowledge } from '../utils/background/judge.ts';
import { createList } from '../utils/background/list.ts';
import { once } from '../utils/background/once.ts';
import { eraseOwnData, exportOwnData, type OwnDataWorld } from '../utils/background/own-data.ts';
import { armOutboxAlarm, startOutboxAlarm } from '../utils/background/outbox-alarm.ts';
import { createPasted } from '../utils/background/pasted.ts';
import { createPatience } from '../utils/background/patience.ts';
import { createPauses } from '../utils/background/pause.ts';
import { createLimiter } from '../utils/background/rate.ts';
import { createReports } from '../utils/background/reports.ts';
import { createRoutes } from '../utils/background/routes.ts';
import { createSites } from '../utils/background/sites.ts';
import { startSyncAlarm } from '../utils/background/sync-alarm.ts';
import { tellTabs } from '../utils/background/tabs.ts';
import { createToolbar } from '../utils/background/toolbar.ts';
import { startWaysIn } from '../utils/background/ways-in.ts';
import { startWelcome } from '../utils/background/welcome.ts';
import { brandInForce, followPolicy, policyKnown } from '../utils/brand/in-force.ts';
import { checkText } from '../utils/check/check-text.ts';
import { findPlaces } from '../utils/check/find-places.ts';
import { createWords, messagesForPage } from '../utils/i18n/messages.ts';
import { packageMessages } from '../utils/i18n/package-messages.ts';
import { toolbarTitle } from '../utils/i18n/toolbar-title.ts';
import { createRouter, type Sender } from '../utils/messaging/router.ts';
import { createOutbox } from '../utils/report/outbox.ts';
import { OutboxDatabase } from '../utils/report/outbox-database.ts';
import { createDatabase } from '../utils/storage/database.ts';
import { changeSettings, readSettings } from '../utils/storage/settings.ts';

/** A tab may have 600 posts judged at once, and then 60 a second. */
const BURST = 600;
const PER_SECOND = 60;

export default defineBackground({
  type: 'module',
  main() {
    const database = createDatabase();
    const floor = once(() => readFloor((path) => browser.runtime.getURL(path)));
    const listInForce = once(async () =>
      createList({
        ...channelCrypto,
        brand: await brandInForce(),
        database,
        area: browser.storage.local,
        fetch: channelFetch({
          fetch: (url, init) => fetch(url, init),
          stayAwake: () => void browser.runtime.getPlatformInfo(),
        }),
        now: () => Date.now(),
        clock: () => performance.now(),
        check: async (files) => void openKnowledge({ ...(await floor.get()), ...Object.fromEntries(files) }, null),
        changed: judgeAnew,
      }),
    );
    const list = deferred(listInForce.get);
    const judgeAnew = async (): Promise<void> => {
      judge.forget();
      sites.forget();
      await tellTabs(browser.tabs, 'page.recheck', null);
    };
    const patiently = createPatience({
      wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      late: () => void judgeAnew(),
    });
    const published = (): ReturnType<typeof list.knowledge> => patiently(list.knowledge, null);
    const judge = createJudge({
      floor: floor.get,
      channel: published,
      lookup: (mentions) => patiently(() => list.lookup(mentions), []),
      today: () => new Date().toISOString().slice(0, 10),
      sensitivity: async () => (await readSettings(browser.storage.local)).sensitivity,
    });
    const sites = createSites({ floor: floor.get, channel: published });
    const pauses = createPauses(browser.storage.local);
    const toolbar = createToolbar(browser.action, browser.storage.session, toolbarTitle);
    const injection = createInjection(browser);
    const limiter = createLimiter(BURST, PER_SECOND);
    const openPage = async (path: string): Promise<void> =>
      void (await browser.tabs.create({ url: browser.runtime.getURL(path) }));

    const drafts = createDrafts(
      browser.storage.session,
      () => crypto.randomUUID(),
      () => Date.now(),
    );
    const choices = createPostChoices(browser.storage.session);
    const pasted = createPasted(browser.storage.session, () => crypto.randomUUID());
    const outboxInForce = once(async () =>
      createOutbox({
        db: new OutboxDatabase(),
        now: () => Date.now(),
        random: (length) => crypto.getRandomValues(new Uint8Array(length)),
        fetch: (url, init) => fetch(url, init),
        // What was sealed for one organisation must not reach the relay of another.
        relayUrl: (await policyKnown(), await brandInForce()).relay,
      }),
    );
    const outbox = deferred(outboxInForce.get);
    const reports = createReports({
      drafts,
      injection,
      outbox,
      recipients: async () => (await policyKnown(), list.recipients()),
      file: async (name) => (await list.knowledge())?.get(name) ?? null,
      openPage,
      wakeAt: (time) => armOutboxAlarm(browser.alarms, time),
    });

    const ownData: OwnDataWorld = {
      local: browser.storage.local,
      session: browser.storage.session,
      drafts,
      choices,
      pauses,
      outbox,
      lists: deferred(async () => (await listInForce.get()).channels),
      async erased(pausedHosts) {
        await judgeAnew();
        await Promise.all(pausedHosts.map((host) => tellTabs(browser.tabs, 'page.pause', { paused: false }, host)));
      },
    };

    const answer = createRouter(
      createRoutes({
        judge: judge.verdicts,
        site: sites.forAddress,
        pauses,
        settings: {
          get: () => readSettings(browser.storage.local),
          async set(change) {
            const settings = await changeSettings(browser.storage.local, (now) => ({ ...now, ...change }));
            await judgeAnew();
            return settings;
          },
        },
        ownData: { export: () => exportOwnData(ownData), erase: () => eraseOwnData(ownData) },
        choices,
        drafts,
        pasted,
        check: (text, own) =>
          checkText(text, own, {
            verdicts: judge.unkept,
            places: async (said) => findPlaces(said, await judge.knowledge()),
          }),
        reports,
        isPrivate: async (tabId) => tabId !== null && (await browser.tabs.get(tabId)).incognito,
        injection,
        limiter,
        list,
        channels: deferred(async () => (await listInForce.get()).channels),
        async summary(tabId, frameId, host, incognito, summary) {
          await toolbar.show(tabId, frameId, summary, await pauses.isPaused(host, incognito));
        },
        warm: () => void Promise.allSettled([judge.knowledge(), list.lookup([]), packageMessages()]),
        forgetTab: (tabId) => toolbar.forget(tabId),
        messages: async () => messagesForPage(await packageMessages()),
        openPage,
        tellPaused: (host, paused) => tellTabs(browser.tabs, 'page.pause', { paused }, host),
        now: () => Date.now(),
      }),
      { id: browser.runtime.id, base: browser.runtime.getURL('') },
    );
    browser.runtime.onMessage.addListener((message: unknown, sender: Sender) => answer(message, sender));
    browser.tabs.onRemoved.addListener((tabId) => {
      void toolbar.forget(tabId);
      limiter.forget(tabId);
    });
    startWaysIn({
      browser,
      open: async (text) => openPage(`check.html#${await pasted.keep(text)}`),
      words: async (key) => createWords(await packageMessages()).t(key, { name: (await brandInForce()).name }),
    });
    startFollowingGrants({ browser, injection, pauses });
    browser.runtime.onInstalled.addListener(() => void injection.followGrants());
    followPolicy(() => {
      listInForce.forget();
      outboxInForce.forget();
      void judgeAnew().then(list.sync);
    });
    startWelcome({ runtime: browser.runtime, managed: policyKnown, openPage });
    startOutboxAlarm(browser, () => reports.flush());
    // What goes wrong is said where it is asked for.
    void list.warm().catch(() => undefined);
    // A list that the organisation does not use is not asked for.
    startSyncAlarm({ browser, sync: async () => (await policyKnown(), list.sync()), random: Math.random });
    // Tests in Firefox cannot open a page of the extension by themselves.
    if (import.meta.env.MODE === 'testing') {
      browser.runtime.onInstalled.addListener(() => void openPage('popup.html?control'));
    }
  },
});
