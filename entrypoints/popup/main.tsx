/** The popup: shows the state of the active tab and of the channel. */
import { render } from 'preact';
import browser from 'webextension-polyfill';
import '../../components/ui/page.css';
import '../../components/popup/popup.css';
import { Popup } from '../../components/popup/Popup.tsx';
import type { TabState } from '../../components/popup/popup-state.ts';
import { TranslatorContext } from '../../components/translator.ts';
import { takesReports } from '../../utils/brand/takes-reports.ts';
import type { ChannelInfo, ChannelStatus } from '../../utils/contracts/channel-status.ts';
import type { Envelope } from '../../utils/contracts/messages.ts';
import { startPage } from '../../utils/pages/start-page.ts';
import { sendMessage, describeTab } from '../../utils/messaging/page-messages.ts';
import type { JudgedPost } from '../../utils/contracts/page-summary.ts';
import { MAX_HANDOFF_UNITS } from '../../utils/check/paste-limits.ts';
import { StatisticsSchema, type Statistics } from '../../utils/desk/desk-export.ts';
import { EMPTY_POST } from '../../utils/model/empty-post.ts';
import type { JobPost } from '../../utils/model/job-post.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';
import { readKnowledge } from '../../utils/pages/read-knowledge.ts';

/** Time between two requests to the tab while the popup is open. */
const TAB_POLL_INTERVAL_MS = 1000;
/** Time between two requests during an update. */
const PROGRESS_POLL_INTERVAL_MS = 250;

/** The post of a report on something that is not on the page; the reader fills it in. */
const UNSEEN_POST: JobPost = { ...EMPTY_POST, kind: 'message' };

let context = await startPage(null, (next) => {
  context = next;
  void refreshChannels();
});
let tab: TabState = { state: 'loading' };
let isPrivate = false;
let nothingFound: 'marked' | 'copied' | null = null;
let waitingReports = 0;
let channelStatus: ChannelStatus | null = null;
let channels: readonly ChannelInfo[] | null = null;
let isUpdating = false;
let statistics: Statistics | null = null;

async function refreshTab(): Promise<void> {
  try {
    await readTab();
  } catch {
    tab = { state: 'broken' };
  }
  draw();
}

async function readTab(): Promise<void> {
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  const url = active?.url !== undefined && URL.canParse(active.url) ? new URL(active.url) : null;
  isPrivate = active?.incognito ?? false;
  // Without access to the site the browser may hide the address; the tab still shows a page.
  if (active?.id === undefined || (url !== null && !/^https?:$/u.test(url.protocol))) {
    tab = { state: 'not-a-page' };
  } else {
    const host = url?.hostname ?? '';
    const { paused, revoked } =
      host === '' ? { paused: false, revoked: true } : await sendMessage('pause.get', { host, tabId: active.id });
    // The browser leaves our scripts in a page that they may not read any more: they would find nothing
    const page = paused || revoked ? null : await describeTab(active.id);
    const isConversation = url !== null && (await sendMessage('conversation.get', { url: url.href })).isPrivate;
    tab = paused
      ? { state: 'paused', host }
      : isConversation && (page?.posts ?? 0) === 0
        ? { state: 'private-conversation', host }
        : page === null
          ? { state: 'no-permission', host }
          : { state: 'page', host, page };
  }
}

async function setPaused(paused: boolean): Promise<void> {
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  if (!('host' in tab) || active?.id === undefined) return;
  await sendMessage('pause.set', { host: tab.host, paused, tabId: active.id });
  await refreshTab();
}

async function checkOnce(): Promise<void> {
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  if (active?.id === undefined) return;
  await sendMessage('page.scan', { tabId: active.id });
  await refreshTab();
}

/** The click on the toolbar button lets the popup read this tab once (`activeTab`). */
async function checkMarked(): Promise<void> {
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  if (active?.id === undefined) return;
  const frames = await browser.scripting
    .executeScript({ target: { tabId: active.id, allFrames: true }, func: () => String(getSelection()) })
    .catch(() => []);
  const texts = frames.map(({ result }) => (typeof result === 'string' ? result.trim() : ''));
  const longest = texts.reduce((longer, text) => (text.length > longer.length ? text : longer), '');
  await checkFound('marked', longest);
}

/** Reads the clipboard during the press; some browsers ask the reader first. */
async function checkCopied(): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => null);
  // Where the browser does not let a popup read it, the reader pastes on the check page.
  if (text === null) await check('');
  else await checkFound('copied', text.trim());
}

async function checkFound(source: 'marked' | 'copied', text: string): Promise<void> {
  nothingFound = text === '' ? source : null;
  draw();
  if (text !== '') await check(text.slice(0, MAX_HANDOFF_UNITS));
}

async function reportLayout(): Promise<void> {
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  if (active?.id === undefined) return;
  await sendMessage('layout.report', { tabId: active.id });
  window.close();
}

/** The browser accepts the request only during the click, so it comes first. */
async function allow(host: string): Promise<void> {
  if (await browser.permissions.request({ origins: [`*://${host}/*`] })) await checkOnce();
}

async function check(text: string): Promise<void> {
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  await sendMessage('check.open', active?.id === undefined ? { text } : { text, tabId: active.id });
  window.close();
}

async function openOptions(): Promise<void> {
  await browser.runtime.openOptionsPage();
  window.close();
}

async function update(): Promise<void> {
  isUpdating = true;
  draw();
  const watching = setInterval(() => void refreshStatus(), PROGRESS_POLL_INTERVAL_MS);
  try {
    channelStatus = await sendMessage('channels.sync', null);
    channels = (await sendMessage('channels.list', null)).channels;
  } finally {
    clearInterval(watching);
    isUpdating = false;
    draw();
  }
}

async function refreshChannels(): Promise<void> {
  channelStatus = await sendMessage('channel.status', null).catch(() => null);
  channels = (await sendMessage('channels.list', null).catch(() => ({ channels: [] }))).channels;
  draw();
}

/** Shows the progress of a running update. */
async function refreshStatus(): Promise<void> {
  const state = await sendMessage('channel.status', null).catch(() => null);
  if (!isUpdating || state === null) return;
  channelStatus = state;
  draw();
}

/** Opened by this page: help must come also where the worker does not answer. */
async function openHelp(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('help.html') });
  window.close();
}

/** Every frame gets the message; the one with the post scrolls. */
async function show({ post }: JudgedPost): Promise<void> {
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  if (active?.id === undefined) return;
  const message = { name: 'page.show', data: { id: post.id } } satisfies Envelope<'page.show'>;
  await browser.tabs.sendMessage(active.id, message).catch(() => undefined);
  window.close();
}

async function report(found: JudgedPost | null): Promise<void> {
  const { post, verdict } = found ?? { post: UNSEEN_POST, verdict: null };
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  // The background removes the reader's own data, as that page shows them, and stores nothing where it is private.
  await sendMessage('report.open', { post, verdict, wrong: false, tabId: active?.id });
  window.close();
}

function draw(): void {
  const { translator, brand, policy } = context;
  render(
    <TranslatorContext.Provider value={translator}>
      <Popup
        name={brand.name}
        organisation={policy.organisation}
        isPrivate={isPrivate}
        isOffline={!navigator.onLine}
        tab={tab}
        list={channelStatus}
        hasChannel={brand.channel !== null}
        channels={channels}
        isUpdating={isUpdating}
        statistics={statistics}
        now={Date.now()}
        onCheckOnce={() => void checkOnce()}
        onAllow={(host) => void allow(host)}
        onCheck={(text) => void check(text)}
        onOptions={() => void openOptions()}
        onPause={(paused) => void setPaused(paused)}
        onUpdate={() => void update()}
        onHelp={() => void openHelp()}
        onReport={(found) => void report(found)}
        onShow={(found) => void show(found)}
        onTellLayout={takesReports(brand) ? () => void reportLayout() : null}
        onCheckMarked={() => void checkMarked()}
        onCheckCopied={checkCopied}
        nothingFound={nothingFound}
        waitingReports={waitingReports}
        onQuickExit={() => void quickExit()}
      />
    </TranslatorContext.Provider>,
    document.body,
  );
}

draw();
await refreshTab();
await refreshChannels();
waitingReports = (await sendMessage('outbox.list', null).catch(() => ({ items: [] }))).items.filter(
  ({ state }) => state === 'waiting',
).length;
await readKnowledge('statistics.json', StatisticsSchema, (published) => (statistics = published));
draw();
setInterval(() => void refreshTab(), TAB_POLL_INTERVAL_MS);
