/** The popup: asks the tab behind it and the background, and shows what they say. */
import { render } from 'preact';
import browser from 'webextension-polyfill';
import '../../components/ui/page.css';
import '../../components/popup/popup.css';
import { Popup } from '../../components/popup/Popup.tsx';
import type { TabState } from '../../components/popup/popup-state.ts';
import { TranslatorContext } from '../../components/translator.ts';
import type { ChannelInfo, ChannelStatus } from '../../utils/contracts/channel-status.ts';
import { effectiveBrand, managedPolicy } from '../../utils/brand/effective-brand.ts';
import { startPage } from '../../utils/pages/start-page.ts';
import { sendMessage, describeTab } from '../../utils/messaging/page-messages.ts';
import type { FoundPost } from '../../utils/contracts/protocol.ts';
import type { JobPost } from '../../utils/model/job-post.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';

/** Between two looks at the tab while the popup is open, milliseconds. */
const TAB_POLL_INTERVAL_MS = 1000;
/** Between two looks at an update under way. */
const PROGRESS_POLL_INTERVAL_MS = 250;

/** A report on something that is not on the page: the reader writes it. */
const EMPTY_POST: JobPost = {
  id: '',
  url: '',
  site: '',
  kind: 'message',
  title: '',
  company: '',
  location: '',
  salary: '',
  text: '',
  contacts: [],
  poster: '',
};

const [translator, brand] = await Promise.all([startPage(null), effectiveBrand()]);
const { organisation } = await managedPolicy();
let tab: TabState = { state: 'loading' };
let isPrivate = false;
let channelStatus: ChannelStatus | null = null;
let channels: readonly ChannelInfo[] | null = null;
let updating = false;

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
  // Without a permission for the site the browser may not tell the address: then it is a page all the same.
  if (active?.id === undefined || (url !== null && !/^https?:$/u.test(url.protocol))) {
    tab = { state: 'not-a-page' };
  } else {
    const host = url?.hostname ?? '';
    const paused = host !== '' && (await sendMessage('pause.get', { host })).paused;
    const page = paused ? null : await describeTab(active.id);
    const talk = url !== null && (await sendMessage('talk.get', { url: url.href })).talk;
    tab = paused
      ? { state: 'paused', host }
      : talk && (page?.posts ?? 0) === 0
        ? { state: 'private-talk', host }
        : page === null
          ? { state: 'no-permission', host }
          : { state: 'page', host, page };
  }
}

async function setPaused(paused: boolean): Promise<void> {
  if (!('host' in tab)) return;
  await sendMessage('pause.set', { host: tab.host, paused });
  await refreshTab();
}

async function checkOnce(): Promise<void> {
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  if (active?.id === undefined) return;
  await sendMessage('page.scan', { tabId: active.id });
  await refreshTab();
}

async function reportLayout(): Promise<void> {
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  if (active?.id === undefined) return;
  await sendMessage('layout.report', { tabId: active.id });
  window.close();
}

/** The browser takes the question only while the click lasts, so it is asked first of all. */
async function allow(host: string): Promise<void> {
  if (await browser.permissions.request({ origins: [`*://${host}/*`] })) await checkOnce();
}

async function check(text: string): Promise<void> {
  await sendMessage('check.open', { text });
  window.close();
}

async function openOptions(): Promise<void> {
  await browser.runtime.openOptionsPage();
  window.close();
}

async function update(): Promise<void> {
  updating = true;
  draw();
  const watching = setInterval(() => void refreshStatus(), PROGRESS_POLL_INTERVAL_MS);
  try {
    channelStatus = await sendMessage('list.sync', null);
    channels = (await sendMessage('channels.list', null)).channels;
  } finally {
    clearInterval(watching);
    updating = false;
    draw();
  }
}

/** While it is updated: how far that is. */
async function refreshStatus(): Promise<void> {
  const state = await sendMessage('list.state', null).catch(() => null);
  if (!updating || state === null) return;
  channelStatus = state;
  draw();
}

async function openHelp(): Promise<void> {
  await sendMessage('help.open', null);
  window.close();
}

async function report(found: FoundPost | null): Promise<void> {
  const { post, verdict } = found ?? { post: EMPTY_POST, verdict: null };
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  // What of the reader's own stands on that page is taken out of the report.
  await sendMessage('report.open', { post, verdict, wrong: false, tabId: found === null ? undefined : active?.id });
  window.close();
}

function draw(): void {
  render(
    <TranslatorContext.Provider value={translator}>
      <Popup
        name={brand.name}
        organisation={organisation}
        isPrivate={isPrivate}
        offline={!navigator.onLine}
        tab={tab}
        list={channelStatus}
        hasChannel={brand.channel !== null}
        channels={channels}
        updating={updating}
        now={Date.now()}
        onCheckOnce={() => void checkOnce()}
        onAllow={(host) => void allow(host)}
        onCheck={(text) => void check(text)}
        onOptions={() => void openOptions()}
        onPause={(paused) => void setPaused(paused)}
        onUpdate={() => void update()}
        onHelp={() => void openHelp()}
        onReport={(found) => void report(found)}
        onTellLayout={() => void reportLayout()}
        onQuickExit={() => void quickExit()}
      />
    </TranslatorContext.Provider>,
    document.body,
  );
}

draw();
await refreshTab();
channelStatus = await sendMessage('list.state', null).catch(() => null);
channels = (await sendMessage('channels.list', null).catch(() => ({ channels: [] }))).channels;
draw();
setInterval(() => void refreshTab(), TAB_POLL_INTERVAL_MS);
