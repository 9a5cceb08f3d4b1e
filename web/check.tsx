/** The check page of the site. */
import { dayOf } from '../utils/indicators/day-number.ts';
import { render, type JSX } from 'preact';
import * as v from 'valibot';
import '../components/ui/page.css';
import '../components/help/help.css';
import '../components/check/check.css';
import './site.css';
import type { CheckData } from '../components/check/check-data.ts';
import { CheckPage } from '../components/check/CheckPage.tsx';
import { packagedBrand } from '../utils/brand/packaged-brand.ts';
import type { CheckResult } from '../utils/check/check-text.ts';
import { MapOutlinesSchema } from '../utils/check/map-outlines.ts';
import { QuestionsSchema } from '../utils/check/questions.ts';
import { createPictureClient } from '../utils/picture-reader/picture-client.ts';
import type { ChannelInfo } from '../utils/contracts/channel-status.ts';
import { createTranslator } from '../utils/i18n/messages.ts';
import { readSiteFile } from './file-address.ts';
import { hasStoredLists } from './list-database.ts';
import { registerServiceWorker } from './register-service-worker.ts';
import { startJudge } from './start-judge.ts';
import { quickExit } from './quick-exit.ts';
import { loadHelp } from './load-help.ts';
import { loadMessages } from './load-messages.ts';
import { takeShared } from './take-shared.ts';
import { OpenLists } from './OpenLists.tsx';
import { Site } from './Site.tsx';

const judge = startJudge();
const pictureClient = createPictureClient(
  () => new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' }),
);
const [bundle, shared] = await Promise.all([loadMessages(), takeShared()]);
const translator = createTranslator(bundle);
let data: CheckData = { questions: null, help: null, outlines: null, hasList: null };

/** At the last check: its result knows signs only. */
let areListsSilent = false;

async function check(text: string, own: string | null): Promise<CheckResult> {
  const result = await judge.check(text, own);
  areListsSilent = result.areListsSilent === true;
  draw();
  if (data.outlines === null && result.places.length > 0) void loadMap();
  return result;
}

/** Loads the map on the first text that names places. */
async function loadMap(): Promise<void> {
  const outlines = await readSiteFile('map.json', (json) => v.parse(MapOutlinesSchema, json));
  data = { ...data, outlines };
  draw();
}

async function loadHelpIn(language: string): Promise<void> {
  data = { ...data, help: await loadHelp(language) };
  draw();
}

/** The lists in use, once their part of the page is loaded. */
let lists: JSX.Element | null = null;

async function openLists(): Promise<void> {
  const [{ startLists }, { ListsView }] = await Promise.all([import('./start-lists.ts'), import('./ListsView.tsx')]);
  const started = await startLists(judge);
  const onChannels = (channels: readonly ChannelInfo[]): void => {
    data = { ...data, hasList: channels.some(({ state }) => state.version !== null) };
    draw();
  };
  lists = <ListsView lists={started} onChannels={onChannels} />;
  draw();
}

function draw(): void {
  render(
    <Site translator={translator} page="check" onLanguage={(language) => void loadHelpIn(language)}>
      <CheckPage
        name={packagedBrand.name}
        organisation={null}
        text={typeof shared === 'object' && shared !== null ? shared.text : ''}
        isTextLost={shared === 'lost'}
        pictureClient={pictureClient}
        pictureFiles={typeof shared === 'object' && shared !== null ? shared.pictures : []}
        data={data}
        today={dayOf(Date.now())}
        check={check}
        onQuickExit={quickExit}
        note={data.hasList && !areListsSilent ? undefined : 'web.list'}
      />
      {lists ?? <OpenLists onOpen={openLists} />}
    </Site>,
    document.body,
  );
}

draw();
// Loads the knowledge while the reader pastes
const ready = judge.check('', null);
const [questions, help] = await Promise.all([
  readSiteFile('knowledge/questions.json', (json) => v.parse(QuestionsSchema, json)),
  loadHelp(translator.language),
  ready.catch(() => null),
]);
// A language that was chosen meanwhile has brought its own.
data = { ...data, questions, help: data.help ?? help };
draw();
await registerServiceWorker();
// Not part of the first load
if (packagedBrand.channel !== null || (await hasStoredLists())) await openLists().catch(() => undefined);
