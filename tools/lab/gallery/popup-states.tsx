/** Every state of the popup. */
import type { ComponentProps } from 'preact';
import { Popup } from '../../../components/popup/Popup.tsx';
import type { TabState } from '../../../components/popup/popup-state.ts';
import {
  exampleChannels,
  exampleStatistics,
  cleanPage,
  HOST,
  exampleStatus,
  crowdedPage,
  NOW,
  examplePage,
  refusedStatus,
} from './example-posts.ts';
import { LONG_HOST, longChannels, longPage, longStatus } from './long-states.ts';
import { doNothing, type GalleryState, type GalleryStates } from './gallery-state.ts';

const host = HOST;

function popup(tab: TabState, changes: Partial<ComponentProps<typeof Popup>> = {}): GalleryState {
  return {
    draw: () => (
      <Popup
        name="JobLantern"
        organisation={null}
        tab={tab}
        isPrivate={false}
        isOffline={false}
        list={exampleStatus}
        hasChannel
        channels={exampleChannels.slice(0, 1)}
        isUpdating={false}
        statistics={exampleStatistics}
        now={NOW}
        onCheckOnce={doNothing}
        onAllow={doNothing}
        onCheck={doNothing}
        onOptions={doNothing}
        onPause={doNothing}
        onUpdate={doNothing}
        onHelp={doNothing}
        onReport={doNothing}
        onShow={doNothing}
        onTellLayout={doNothing}
        onCheckMarked={doNothing}
        onCheckCopied={() => Promise.resolve()}
        nothingFound={null}
        waitingReports={0}
        onQuickExit={doNothing}
        {...changes}
      />
    ),
  };
}

const found: TabState = { state: 'page', host, page: examplePage };

export const POPUP_STATES: GalleryStates = {
  loading: popup({ state: 'loading' }, { list: null }),
  'not-a-page': popup({ state: 'not-a-page' }),
  broken: popup({ state: 'broken' }),
  'no-permission': popup({ state: 'no-permission', host }),
  paused: popup({ state: 'paused', host }),
  'private-conversation': popup({ state: 'private-conversation', host: 'web.whatsapp.com' }),
  // The browser waits for the reader's press on "Paste"
  'copied-pending': {
    ...popup(
      { state: 'private-conversation', host: 'web.whatsapp.com' },
      { onCheckCopied: () => new Promise(() => {}) },
    ),
    steps: ['#check-copied'],
  },
  'nothing-copied': popup({ state: 'private-conversation', host: 'web.whatsapp.com' }, { nothingFound: 'copied' }),
  found: popup(found),
  statistics: { ...popup(found), steps: ['#statistics summary'] },
  'found-open': { ...popup(found), steps: ['.found summary', '.reasons button'] },
  none: popup({ state: 'page', host, page: cleanPage }),
  'nothing-here': popup({ state: 'page', host, page: { ...cleanPage, status: 'nothing-here', posts: 0, found: [] } }),
  wall: popup({
    state: 'page',
    host,
    page: { ...cleanPage, status: 'could-not-read', posts: 0, found: [], problem: 'wall' },
  }),
  layout: popup({ state: 'page', host, page: { ...cleanPage, status: 'could-not-read', problem: 'layout' } }),
  hidden: popup({ state: 'page', host, page: { ...examplePage, drawn: 0, problem: 'hidden' } }),
  many: popup({ state: 'page', host, page: crowdedPage }),
  private: popup(found, { isPrivate: true }),
  offline: popup(found, { isOffline: true }),
  updating: popup(found, {
    isUpdating: true,
    list: { ...exampleStatus, syncing: true, progress: { received: 2_400_000, expected: 5_756_080 } },
  }),
  'several-lists': popup(found, { channels: exampleChannels }),
  newer: popup(found, { list: { ...exampleStatus, newerFiles: ['lexicon.bin'] } }),
  stale: popup(found, { list: { ...exampleStatus, stale: true } }),
  refused: { ...popup(found, { list: refusedStatus }), steps: ['.note.caution summary'] },
  floor: popup(
    { state: 'page', host, page: cleanPage },
    { list: { ...exampleStatus, version: null, entries: 0, checkedAt: null } },
  ),
  'no-list': popup({ state: 'page', host, page: cleanPage }, { hasChannel: false }),
  managed: popup(found, { organisation: 'City Library' }),
  long: {
    ...popup(
      { state: 'page', host: LONG_HOST, page: longPage },
      { list: longStatus, channels: longChannels, organisation: longStatus.publisher },
    ),
    steps: ['.found summary', '.reasons > button', 'li + li .found summary', '.note.caution summary'],
  },
  'long-host': popup({ state: 'no-permission', host: LONG_HOST }),
  'long-paused': popup({ state: 'paused', host: LONG_HOST }),
  'report-choice': { ...popup(found), steps: ['#report'] },
};
