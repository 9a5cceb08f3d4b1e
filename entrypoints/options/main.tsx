/** The options page: site access, channels, language, sensitivity, and the reader's own data. */
import { render } from 'preact';
import browser from 'webextension-polyfill';
import '../../components/ui/page.css';
import '../../components/options/options.css';
import type { DataOutcome } from '../../components/options/DataPart.tsx';
import { OptionsPage } from '../../components/options/OptionsPage.tsx';
import { TranslatorContext } from '../../components/translator.ts';
import { knownPublishers } from '../../utils/brand/known-publishers.ts';
import type { ChannelInfo, ChannelPreview, ChannelStatus } from '../../utils/contracts/channel-status.ts';
import { StatisticsSchema, type Statistics } from '../../utils/desk/desk-export.ts';
import { interfaceLanguages } from '../../utils/i18n/interface-languages.ts';
import { sendInTime, sendMessage } from '../../utils/messaging/page-messages.ts';
import { requestDataConsent } from '../../utils/pages/request-data-consent.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';
import { readKnowledge } from '../../utils/pages/read-knowledge.ts';
import { saveFile } from '../../utils/pages/save-file.ts';
import { FEEDBACK_DATA_KINDS } from '../../utils/report/data-kinds.ts';
import { readSiteGroups, switchAccess, type SiteGroup } from '../../utils/pages/site-groups.ts';
import { readPageContext, startPage } from '../../utils/pages/start-page.ts';
import type { Settings, SettingsChange } from '../../utils/storage/settings.ts';

const TITLE = 'options.title';
let context = await startPage(TITLE, (next) => {
  context = next;
  void refreshChannels();
});
let groups: readonly SiteGroup[] | null = null;
let refusedGroup: string | null = null;
let statistics: Statistics | null = null;
let channelStatus: ChannelStatus | null = null;
let isUpdating = false;
let channels: readonly ChannelInfo[] | null = null;
/** The last preview, and the text that it was read from. */
let invitation: { text: string; preview: ChannelPreview } | null = null;
let subscriptionProblem: string | null = null;
let isBusy = false;
let settings: Settings | null = null;
let dataOutcome: DataOutcome | null = null;
/** The last request of the reader got no answer. */
let isBroken = false;

/** Shows what the worker refused, and the controls as they are stored. */
async function tell(work: () => Promise<unknown>): Promise<void> {
  isBroken = false;
  try {
    await work();
  } catch {
    isBroken = true;
  }
  draw();
}

async function changeSites(group: SiteGroup): Promise<void> {
  const isSwitched = await switchAccess(group);
  refusedGroup = isSwitched ? null : group.id;
  await refreshGroups();
}

async function refreshGroups(): Promise<void> {
  groups = await readSiteGroups();
  draw();
}

async function update(): Promise<void> {
  isUpdating = true;
  draw();
  try {
    channelStatus = await sendMessage('channels.sync', null);
    channels = (await sendMessage('channels.list', null)).channels;
  } finally {
    isUpdating = false;
    draw();
  }
}

/** Runs one operation on subscriptions at a time, and shows why it failed. */
async function runExclusively(work: () => Promise<void>): Promise<void> {
  isBusy = true;
  subscriptionProblem = null;
  draw();
  try {
    await work();
  } catch {
    subscriptionProblem = 'other';
  }
  isBusy = false;
  draw();
}

const previewSubscription = (text: string): Promise<void> =>
  runExclusively(async () => {
    invitation = null;
    const preview = await sendMessage('channels.preview', { text });
    if ('problem' in preview) subscriptionProblem = preview.problem;
    else invitation = { text, preview };
  });

const addSubscription = (): Promise<void> =>
  runExclusively(async () => {
    if (invitation === null) return;
    const { text, preview } = invitation;
    const added = await sendMessage('channels.add', { text, fingerprint: preview.fingerprint });
    invitation = null;
    if ('problem' in added) subscriptionProblem = added.problem;
    channels = (await sendMessage('channels.list', null)).channels;
  });

const removeSubscription = (id: string): Promise<void> =>
  runExclusively(async () => {
    channels = (await sendMessage('channels.remove', { id })).channels;
  });

function cancelPreview(): void {
  invitation = null;
  draw();
}

async function refreshChannels(): Promise<void> {
  channelStatus = await sendMessage('channel.status', null);
  channels = (await sendMessage('channels.list', null)).channels;
  draw();
}

const changeSettings = (changes: SettingsChange): Promise<void> =>
  tell(async () => {
    settings = await sendMessage('settings.set', changes);
    context = await readPageContext(TITLE);
  });

/** The browser's question comes first, because it is accepted only right after the click. */
async function changeFeedback(asksFeedback: boolean): Promise<void> {
  const allowed = !asksFeedback || (await requestDataConsent(FEEDBACK_DATA_KINDS));
  await changeSettings({ asksFeedback: asksFeedback && allowed });
}

const resume = (host: string): Promise<void> =>
  tell(async () => {
    await sendMessage('pause.set', { host, paused: false });
    settings = await sendMessage('settings.get', null);
  });

async function exportData(): Promise<void> {
  try {
    const data = await sendInTime('data.export', null);
    saveFile('my-data.json', `${JSON.stringify(data, null, 2)}\n`, 'application/json');
    dataOutcome = 'saved';
  } catch {
    dataOutcome = 'broken';
  }
  draw();
}

async function eraseData(): Promise<void> {
  try {
    await sendInTime('data.erase', null);
    dataOutcome = 'erased';
  } catch {
    dataOutcome = 'failed';
  }
  draw();
  await tell(async () => {
    settings = await sendMessage('settings.get', null);
    context = await readPageContext(TITLE);
  });
}

function draw(): void {
  const { translator, brand, policy } = context;
  render(
    <TranslatorContext.Provider value={translator}>
      <OptionsPage
        name={brand.name}
        managed={policy}
        sites={{ groups, refused: refusedGroup, onSwitch: (group) => void changeSites(group) }}
        publisher={{
          list: channelStatus,
          hasChannel: brand.channel !== null,
          isUpdating,
          isOffline: !navigator.onLine,
          now: Date.now(),
          onUpdate: () => void update(),
          colour: channels?.find(({ own }) => own)?.colour ?? null,
          hasOthers: channels?.some(({ own }) => !own) === true,
          others: [],
          dispute: brand.dispute,
          statistics,
        }}
        subscriptions={{
          channels,
          preview: invitation?.preview ?? null,
          problem: subscriptionProblem,
          isBusy,
          known: knownPublishers,
          now: Date.now(),
          onRead: (text) => void previewSubscription(text),
          onAdd: () => void addSubscription(),
          onCancel: cancelPreview,
          onRemove: (id) => void removeSubscription(id),
        }}
        settings={settings}
        languages={interfaceLanguages()}
        dataOutcome={dataOutcome}
        isBroken={isBroken}
        onResume={(host) => void resume(host)}
        onLanguage={(language) => void changeSettings({ language })}
        onSensitivity={(sensitivity) => void changeSettings({ sensitivity })}
        onRemember={(remembersPosts) => void changeSettings({ remembersPosts })}
        feedback={
          brand.relay === null ? null : { publisher: brand.publisher, onChange: (value) => void changeFeedback(value) }
        }
        onForget={async () => void (await sendInTime('seen.clear', null))}
        onExport={() => void exportData()}
        onErase={() => void eraseData()}
        onQuickExit={() => void quickExit()}
      />
    </TranslatorContext.Provider>,
    document.body,
  );
}

draw();
await Promise.all([
  refreshGroups().catch(() => undefined),
  tell(async () => {
    settings = await sendMessage('settings.get', null);
  }),
  refreshChannels().catch(() => undefined),
  readKnowledge('statistics.json', StatisticsSchema, (published) => (statistics = published)),
]);
draw();
browser.permissions.onAdded.addListener(() => void refreshGroups());
browser.permissions.onRemoved.addListener(() => void refreshGroups());
