/** Every state of the popup. */
import type { ComponentProps } from 'preact';
import { Popup } from '../../../components/popup/Popup.tsx';
import type { TabState } from '../../../components/popup/popup-state.ts';
import { channels, clean, HOST, list, many, NOW, page, refused } from './examples.ts';
import { nothing, type GalleryState, type GalleryStates } from './state.ts';

const host = HOST;

function popup(tab: TabState, changes: Partial<ComponentProps<typeof Popup>> = {}): GalleryState {
  return {
    draw: () => (
      <Popup
        name="JobLantern"
        organisation={null}
        tab={tab}
        isPrivate={false}
        offline={false}
        list={list}
        hasChannel
        channels={channels.slice(0, 1)}
        updating={false}
        now={NOW}
        onCheckOnce={nothing}
        onAllow={nothing}
        onCheck={nothing}
        onOptions={nothing}
        onPause={nothing}
        onUpdate={nothing}
        onHelp={nothing}
        onReport={nothing}
        onTellLayout={nothing}
        onQuickExit={nothing}
        {...changes}
      />
    ),
  };
}

const found: TabState = { state: 'page', host, page };

export const POPUP_STATES: GalleryStates = {
  loading: popup({ state: 'loading' }, { list: null }),
  'not-a-page': popup({ state: 'not-a-page' }),
  broken: popup({ state: 'broken' }),
  'no-permission': popup({ state: 'no-permission', host }),
  paused: popup({ state: 'paused', host }),
  'private-talk': popup({ state: 'private-talk', host: 'web.whatsapp.com' }),
  found: popup(found),
  'found-open': { ...popup(found), steps: ['.found summary', '.reasons button'] },
  none: popup({ state: 'page', host, page: clean }),
  'nothing-here': popup({ state: 'page', host, page: { ...clean, status: 'nothing-here', posts: 0, found: [] } }),
  wall: popup({
    state: 'page',
    host,
    page: { ...clean, status: 'could-not-read', posts: 0, found: [], problem: 'wall' },
  }),
  layout: popup({ state: 'page', host, page: { ...clean, status: 'could-not-read', problem: 'layout' } }),
  hidden: popup({ state: 'page', host, page: { ...page, drawn: 0, problem: 'hidden' } }),
  many: popup({ state: 'page', host, page: many }),
  private: popup(found, { isPrivate: true }),
  offline: popup(found, { offline: true }),
  updating: popup(found, {
    updating: true,
    list: { ...list, syncing: true, progress: { received: 2_400_000, expected: 5_756_080 } },
  }),
  'several-lists': popup(found, { channels }),
  stale: popup(found, { list: { ...list, stale: true } }),
  refused: { ...popup(found, { list: refused }), steps: ['.note.caution summary'] },
  floor: popup({ state: 'page', host, page: clean }, { list: { ...list, version: null, entries: 0, checkedAt: null } }),
  'no-list': popup({ state: 'page', host, page: clean }, { hasChannel: false }),
  managed: popup(found, { organisation: 'City Library' }),
  'report-choice': { ...popup(found), steps: ['#report'] },
};
