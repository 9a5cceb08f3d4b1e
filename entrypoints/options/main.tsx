/** The options page: where the extension may look, whose list, which language, how much, and the reader's own data. */
import { render } from 'preact';
import browser from 'webextension-polyfill';
import '../../components/ui/page.css';
import '../../components/options/options.css';
import type { DataOutcome } from '../../components/options/DataPart.tsx';
import { OptionsPage } from '../../components/options/OptionsPage.tsx';
import { WordsContext } from '../../components/words.ts';
import type { ChannelInfo, ChannelPreview, ListState } from '../../utils/background/list-state.ts';
import { brandInForce, managedSettings } from '../../utils/brand/in-force.ts';
import { interfaceLanguages } from '../../utils/i18n/interface-languages.ts';
import { ask } from '../../utils/messaging/extension.ts';
import { quickExit } from '../../utils/pages/quick-exit.ts';
import { saveFile } from '../../utils/pages/save-file.ts';
import { allow, forbid, readGroups, type SiteGroup } from '../../utils/pages/site-groups.ts';
import { startPage } from '../../utils/pages/start-page.ts';
import type { Settings, SettingsChange } from '../../utils/storage/settings.ts';

let words = await startPage('options.title');
const [brand, managed] = await Promise.all([brandInForce(), managedSettings()]);
let groups: readonly SiteGroup[] | null = null;
let refused: string | null = null;
let list: ListState | null = null;
let updating = false;
let channels: readonly ChannelInfo[] | null = null;
/** What was read last, and the text that it was read from. */
let invited: { text: string; preview: ChannelPreview } | null = null;
let listProblem: string | null = null;
let busyWithLists = false;
let settings: Settings | null = null;
let dataOutcome: DataOutcome | null = null;

async function changeSites(group: SiteGroup): Promise<void> {
  const done = await (group.granted ? forbid(group) : allow(group));
  refused = done ? null : group.id;
  await lookAtGroups();
}

async function lookAtGroups(): Promise<void> {
  groups = await readGroups();
  draw();
}

async function update(): Promise<void> {
  updating = true;
  draw();
  try {
    list = await ask('list.sync', null);
    channels = (await ask('channels.list', null)).channels;
  } finally {
    updating = false;
    draw();
  }
}

/** Work on the other lists: one at a time, and what went wrong is said. */
async function withLists(work: () => Promise<void>): Promise<void> {
  busyWithLists = true;
  listProblem = null;
  draw();
  try {
    await work();
  } catch {
    listProblem = 'other';
  }
  busyWithLists = false;
  draw();
}

const readList = (text: string): Promise<void> =>
  withLists(async () => {
    invited = null;
    const preview = await ask('channels.preview', { text });
    if ('problem' in preview) listProblem = preview.problem;
    else invited = { text, preview };
  });

const addList = (): Promise<void> =>
  withLists(async () => {
    if (invited === null) return;
    const { text, preview } = invited;
    const added = await ask('channels.add', { text, fingerprint: preview.fingerprint });
    invited = null;
    if ('problem' in added) listProblem = added.problem;
    channels = (await ask('channels.list', null)).channels;
  });

const removeList = (id: string): Promise<void> =>
  withLists(async () => {
    channels = (await ask('channels.remove', { id })).channels;
  });

function cancelList(): void {
  invited = null;
  draw();
}

async function change(wish: SettingsChange): Promise<void> {
  settings = await ask('settings.set', wish);
  words = await startPage('options.title');
  draw();
}

async function resume(host: string): Promise<void> {
  await ask('pause.set', { host, paused: false });
  settings = await ask('settings.get', null);
  draw();
}

async function exportData(): Promise<void> {
  try {
    const data = await ask('data.export', null);
    saveFile('my-data.json', `${JSON.stringify(data, null, 2)}\n`, 'application/json');
    dataOutcome = 'saved';
  } catch {
    dataOutcome = 'failed';
  }
  draw();
}

async function eraseData(): Promise<void> {
  try {
    await ask('data.erase', null);
    dataOutcome = 'erased';
  } catch {
    dataOutcome = 'failed';
  }
  settings = await ask('settings.get', null);
  words = await startPage('options.title');
  draw();
}

function draw(): void {
  render(
    <WordsContext.Provider value={words}>
      <OptionsPage
        name={brand.name}
        managed={managed}
        sites={{ groups, refused, onSwitch: (group) => void changeSites(group) }}
        list={{
          list,
          hasChannel: brand.channel !== null,
          updating,
          offline: !navigator.onLine,
          now: Date.now(),
          onUpdate: () => void update(),
          colour: channels?.find(({ own }) => own)?.colour ?? null,
          hasOthers: channels?.some(({ own }) => !own) === true,
          others: [],
          dispute: brand.dispute,
        }}
        otherLists={{
          channels,
          preview: invited?.preview ?? null,
          problem: listProblem,
          busy: busyWithLists,
          now: Date.now(),
          onRead: (text) => void readList(text),
          onAdd: () => void addList(),
          onCancel: cancelList,
          onRemove: (id) => void removeList(id),
        }}
        settings={settings}
        languages={interfaceLanguages()}
        dataOutcome={dataOutcome}
        onResume={(host) => void resume(host)}
        onLanguage={(language) => void change({ language })}
        onSensitivity={(sensitivity) => void change({ sensitivity })}
        onExport={() => void exportData()}
        onErase={() => void eraseData()}
        onQuickExit={() => void quickExit()}
      />
    </WordsContext.Provider>,
    document.body,
  );
}

draw();
await Promise.all([
  lookAtGroups(),
  ask('settings.get', null).then((kept) => (settings = kept)),
  ask('list.state', null).then((state) => (list = state)),
  ask('channels.list', null).then((all) => (channels = all.channels)),
]);
draw();
browser.permissions.onAdded.addListener(() => void lookAtGroups());
browser.permissions.onRemoved.addListener(() => void lookAtGroups());
