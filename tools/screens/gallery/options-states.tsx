/** Every state of the options and of the welcome page. */
import type { ComponentProps } from 'preact';
import { OptionsPage } from '../../../components/options/OptionsPage.tsx';
import { WelcomePage } from '../../../components/welcome/WelcomePage.tsx';
import { UNMANAGED } from '../../../utils/brand/managed.ts';
import { LANGUAGES } from '../../../utils/i18n/languages.ts';
import type { SiteGroup } from '../../../utils/pages/site-groups.ts';
import { channels, danger, list, NOW, refused } from './examples.ts';
import { nothing, type GalleryState, type GalleryStates } from './state.ts';

const groups: SiteGroup[] = [
  {
    id: 'job-boards',
    origins: [],
    sites: ['Indeed', 'JobStreet', 'LinkedIn', 'Glints'],
    granted: true,
    fixed: true,
    covered: false,
  },
  { id: 'social', origins: [], sites: ['Facebook', 'Telegram', 'X'], granted: false, fixed: false, covered: false },
  { id: 'everywhere', origins: [], sites: [], granted: false, fixed: false, covered: false },
];
const everywhere = groups.map((group) => ({ ...group, granted: true, covered: group.id !== 'everywhere' }));
const sites = { groups, refused: null, onSwitch: nothing };
const ofList = {
  list,
  hasChannel: true,
  updating: false,
  offline: false,
  now: NOW,
  onUpdate: nothing,
  others: [],
  hasOthers: false,
  colour: null,
};
const otherLists = {
  channels: channels.slice(0, 1),
  preview: null,
  problem: null,
  busy: false,
  now: NOW,
  onRead: nothing,
  onAdd: nothing,
  onCancel: nothing,
  onRemove: nothing,
};
const [, partner] = channels;
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
        list={ofList}
        otherLists={otherLists}
        settings={{ version: 2, paused: [], language: null, sensitivity: 'normal' }}
        languages={LANGUAGES}
        dataOutcome={null}
        onResume={nothing}
        onLanguage={nothing}
        onSensitivity={nothing}
        onExport={nothing}
        onErase={nothing}
        onQuickExit={nothing}
        {...changes}
      />
    ),
  };
}

const managed = { ...UNMANAGED, organisation: 'City Library', faults: ['publisher.root: must be a signed root'] };
const paused = ['board.example', 'a-very-long-name-of-a-job-board-that-nobody-shortened.example', 'jobs.example'];

export const OPTIONS_STATES: GalleryStates = {
  loading: options({ settings: null, sites: { ...sites, groups: null }, list: { ...ofList, list: null } }),
  plain: options(),
  everywhere: options({ sites: { ...sites, groups: everywhere } }),
  'permission-refused': options({ sites: { ...sites, refused: 'social' } }),
  'list-refused': options({ list: { ...ofList, list: refused } }),
  'no-list': options({ list: { ...ofList, hasChannel: false } }),
  'other-lists': options({ otherLists: { ...otherLists, channels } }),
  'remove-list': { ...options({ otherLists: { ...otherLists, channels } }), steps: ['.list-remove'] },
  'compare-list': options({ otherLists: { ...otherLists, preview } }),
  'list-not-added': options({ otherLists: { ...otherLists, problem: 'channel-other-fingerprint' } }),
  offline: options({ list: { ...ofList, offline: true, list: { ...list, stale: true } } }),
  paused: options({ settings: { version: 2, paused, language: 'th', sensitivity: 'watchful' } }),
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
        onTry={nothing}
        onLeave={nothing}
        onQuickExit={nothing}
        {...changes}
      />
    ),
  };
}

export const WELCOME_STATES: GalleryStates = {
  does: welcome(),
  tried: welcome({ tried: { state: 'done', verdict: danger } }),
  'not-tried': welcome({ tried: { state: 'failed' }, organisation: 'City Library' }),
  never: welcome({}, ['#next']),
  where: welcome({}, ['#next', '#next']),
  'where-refused': welcome({ sites: { ...sites, refused: 'everywhere' } }, ['#next', '#next']),
};
