/** Every state of the options and of the welcome page. */
import type { ComponentProps } from 'preact';
import { OptionsPage } from '../../../components/options/OptionsPage.tsx';
import { WelcomePage } from '../../../components/welcome/WelcomePage.tsx';
import { UNMANAGED } from '../../../utils/brand/managed-policy.ts';
import { LANGUAGES } from '../../../utils/i18n/languages.ts';
import type { SiteGroup } from '../../../utils/pages/site-groups.ts';
import {
  exampleChannels,
  examplePublisher,
  exampleStatistics,
  dangerVerdict,
  exampleStatus,
  NOW,
  refusedStatus,
} from './example-posts.ts';
import { LONG_HOST, LONG_PUBLISHER, longChannels, longStatus } from './long-states.ts';
import { doNothing, type GalleryState, type GalleryStates } from './gallery-state.ts';

const groups: SiteGroup[] = [
  {
    id: 'job-boards',
    origins: [],
    sites: ['Indeed', 'JobStreet', 'LinkedIn', 'Glints'],
    isGranted: true,
    isFixed: true,
    isCovered: false,
  },
  {
    id: 'social',
    origins: [],
    sites: ['Facebook', 'Telegram', 'X'],
    isGranted: false,
    isFixed: false,
    isCovered: false,
  },
  { id: 'everywhere', origins: [], sites: [], isGranted: false, isFixed: false, isCovered: false },
];
const everywhere = groups.map((group) => ({ ...group, isGranted: true, isCovered: group.id !== 'everywhere' }));
const sites = { groups, refused: null, onSwitch: doNothing };
const ofList = {
  list: exampleStatus,
  hasChannel: true,
  isUpdating: false,
  isOffline: false,
  now: NOW,
  onUpdate: doNothing,
  others: [],
  hasOthers: false,
  colour: null,
  statistics: exampleStatistics,
};
const otherLists = {
  channels: exampleChannels.slice(0, 1),
  preview: null,
  problem: null,
  isBusy: false,
  known: [],
  now: NOW,
  onRead: doNothing,
  onAdd: doNothing,
  onCancel: doNothing,
  onRemove: doNothing,
};
const [, partner] = exampleChannels;
const preview =
  partner === undefined
    ? null
    : { fingerprint: partner.id, url: partner.url, publisher: partner.state.publisher, colour: partner.colour };

function options(changes: Partial<ComponentProps<typeof OptionsPage>> = {}): GalleryState {
  return {
    draw: () => (
      <OptionsPage
        name="JobLantern"
        managed={UNMANAGED}
        sites={sites}
        publisher={ofList}
        subscriptions={otherLists}
        settings={{
          version: 2,
          paused: [],
          language: null,
          sensitivity: 'normal',
          remembersPosts: false,
          asksFeedback: false,
        }}
        languages={LANGUAGES}
        dataOutcome={null}
        onResume={doNothing}
        onLanguage={doNothing}
        onSensitivity={doNothing}
        feedback={{ publisher: 'Example Shelter', onChange: doNothing }}
        onRemember={doNothing}
        onForget={async () => undefined}
        onExport={doNothing}
        onErase={doNothing}
        onQuickExit={doNothing}
        {...changes}
      />
    ),
  };
}

const managed = { ...UNMANAGED, organisation: 'City Library', faults: ['publisher.root: must be a signed root'] };
const paused = ['board.example', 'a-very-long-name-of-a-job-board-that-nobody-shortened.example', 'jobs.example'];

export const OPTIONS_STATES: GalleryStates = {
  loading: options({ settings: null, sites: { ...sites, groups: null }, publisher: { ...ofList, list: null } }),
  plain: options(),
  everywhere: options({ sites: { ...sites, groups: everywhere } }),
  'permission-refused': options({ sites: { ...sites, refused: 'social' } }),
  'list-refused': options({ publisher: { ...ofList, list: refusedStatus } }),
  'no-list': options({ publisher: { ...ofList, hasChannel: false } }),
  'other-lists': options({ subscriptions: { ...otherLists, channels: exampleChannels } }),
  'remove-list': {
    ...options({ subscriptions: { ...otherLists, channels: exampleChannels } }),
    steps: ['.list-remove'],
  },
  publishers: options({ subscriptions: { ...otherLists, known: [examplePublisher] } }),
  'compare-list': options({ subscriptions: { ...otherLists, preview } }),
  'list-not-added': options({ subscriptions: { ...otherLists, problem: 'channel-other-fingerprint' } }),
  offline: options({ publisher: { ...ofList, isOffline: true, list: { ...exampleStatus, stale: true } } }),
  long: {
    ...options({
      managed: { ...managed, organisation: LONG_PUBLISHER, faults: [`publisher.root: ${LONG_HOST}`] },
      publisher: { ...ofList, list: longStatus, dispute: `https://${LONG_HOST}/dispute` },
      subscriptions: { ...otherLists, channels: longChannels, known: [{ ...examplePublisher, name: LONG_PUBLISHER }] },
      settings: {
        version: 2,
        paused: [LONG_HOST],
        language: null,
        sensitivity: 'normal',
        remembersPosts: true,
        asksFeedback: true,
      },
      feedback: { publisher: LONG_PUBLISHER, onChange: doNothing },
    }),
    steps: ['.other-list summary', '.list-remove', '.note.caution summary'],
  },
  paused: options({
    settings: { version: 2, paused, language: 'th', sensitivity: 'watchful', remembersPosts: true, asksFeedback: true },
  }),
  managed: options({ managed }),
  hidden: options({ managed: { ...managed, faults: [], hidden: ['sites', 'list', 'data'] } }),
  saved: options({ dataOutcome: 'saved' }),
  erased: options({ dataOutcome: 'erased' }),
  'not-erased': options({ dataOutcome: 'failed' }),
};

function welcome(changes: Partial<ComponentProps<typeof WelcomePage>> = {}, steps: string[] = []): GalleryState {
  return {
    steps,
    draw: () => (
      <WelcomePage
        name="JobLantern"
        organisation={null}
        sites={sites}
        tried={{ state: 'not-yet' }}
        onTry={doNothing}
        onLeave={doNothing}
        onQuickExit={doNothing}
        {...changes}
      />
    ),
  };
}

export const WELCOME_STATES: GalleryStates = {
  does: welcome(),
  tried: welcome({ tried: { state: 'done', verdict: dangerVerdict } }),
  'not-tried': welcome({ tried: { state: 'failed' }, organisation: 'City Library' }),
  never: welcome({}, ['#next']),
  where: welcome({}, ['#next', '#next']),
  'where-refused': welcome({ sites: { ...sites, refused: 'everywhere' } }, ['#next', '#next']),
};
