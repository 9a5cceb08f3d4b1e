/** Follows the browser: tabs, permissions, menu, address bar, alarms, and the policy of the organisation that manages it. */
import browser from 'webextension-polyfill';
import { startContextMenu } from '../../utils/background/context-menu.ts';
import { followGrants } from '../../utils/background/follow-grants.ts';
import { forgetClosedPrivateWindows } from '../../utils/background/forget-closed-private-windows.ts';
import { forgetOutdated } from '../../utils/background/forget-outdated.ts';
import { startNextWarningCommand } from '../../utils/background/next-warning-command.ts';
import { startOmnibox } from '../../utils/background/omnibox.ts';
import { holdUpdateWhileTyping } from '../../utils/background/hold-update.ts';
import { openWelcomeOnInstall } from '../../utils/background/open-welcome-on-install.ts';
import { startOutboxAlarm } from '../../utils/background/outbox-alarm.ts';
import { readOpenPages } from '../../utils/background/read-open-pages.ts';
import { startSyncAlarm } from '../../utils/background/sync-alarm.ts';
import { effectiveBrand, finalPolicy, followPolicy } from '../../utils/brand/effective-brand.ts';
import { packageMessages } from '../../utils/brand/package-messages.ts';
import { toolbarTitle } from '../../utils/brand/toolbar-title.ts';
import { createTranslator, type MessageKey } from '../../utils/i18n/messages.ts';
import { readSettings } from '../../utils/storage/settings.ts';
import type { BackgroundServices } from './create-services.ts';

/** Called while the worker starts: the browser wakes it only for events that are listened to by then. */
export function followBrowser(services: BackgroundServices): void {
  followTabs(services);
  offerCheck(services);
  startNextWarningCommand({ browser, tabs: browser.tabs });
  followInstallation(services);
  followPublisher(services);
  startAlarms(services);
}

function followTabs({
  toolbar,
  limiter,
  injection,
  pauses,
  choices,
  drafts,
  pastedTexts,
  revoked,
}: BackgroundServices): void {
  browser.tabs.onRemoved.addListener((tabId) => {
    void toolbar.forget(tabId);
    limiter.forget(tabId);
  });
  forgetClosedPrivateWindows(browser.tabs, [pauses, choices, drafts, pastedTexts]);
  followGrants({ browser, injection, pauses, revoked });
}

/** Entries of the context menu and of the address bar that open the check page. */
function offerCheck({ pages: { openCheck, openPictureCheck } }: BackgroundServices): void {
  const translate = async (key: MessageKey): Promise<string> =>
    createTranslator(await packageMessages()).t(key, { name: (await effectiveBrand()).name });
  startContextMenu({
    browser,
    openCheck,
    openPicture: openPictureCheck,
    label: (entry) => translate(entry === 'text' ? 'menu.check' : 'picture.menu'),
  });
  startOmnibox({ browser, openCheck, hint: () => translate('omnibox.hint') });
}

function followInstallation({ injection, pages: { openPage } }: BackgroundServices): void {
  browser.runtime.onInstalled.addListener(() => void injection.registerGrantedHosts());
  // No event tells of an extension that is enabled again.
  void readOpenPages({ browser, session: browser.storage.session, injection }).catch(() => undefined);
  void toolbarTitle('badge.not-read', {}).then((title) => browser.action.setTitle({ title }));
  if (import.meta.env.FIREFOX) {
    holdUpdateWhileTyping({ runtime: browser.runtime, tabs: browser.tabs, session: browser.storage.session });
  }
  openWelcomeOnInstall({ runtime: browser.runtime, managed: finalPolicy, openPage });
  // Tests cannot open a page of the extension in Firefox.
  if (import.meta.env.MODE === 'testing') {
    browser.runtime.onInstalled.addListener(() => void openPage('popup.html?control'));
  }
}

/** The policy can name another publisher at any time. */
function followPublisher({ channel, verdicts, report }: BackgroundServices): void {
  followPolicy(() => {
    channel.forgetBrand();
    report.forgetBrand();
    void verdicts.rejudgeOpenTabs().then(channel.channels.sync);
    // Holds back what is sealed for the publisher before, and sends what waited for this one.
    void report.reports.flush();
  });
}

/** Delivers waiting reports, syncs the channels, and deletes what is outdated. */
function startAlarms({ channel, verdicts, report, drafts }: BackgroundServices): void {
  const { channels } = channel;
  const { sites, seenPosts } = verdicts;
  startOutboxAlarm(browser, () => report.reports.flush());
  // Problems are recorded and shown with the channel's status.
  void channels.warmUp().catch(() => undefined);
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
        await channels.sync();
      } finally {
        await forgetOutdated({ drafts, seenPosts, remembersPosts });
      }
    },
    random: Math.random,
    now: () => Date.now(),
  });
}
