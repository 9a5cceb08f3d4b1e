/** Every state of the desk. */
import type { ComponentProps } from 'preact';
import { DeskPage } from '../../../components/desk/DeskPage.tsx';
import { desk, deskProps, manyCases, withFeedback } from './example-desk.ts';
import { type GalleryState, type GalleryStates } from './gallery-state.ts';

function page(
  changes: Partial<ComponentProps<typeof DeskPage>> = {},
  steps: NonNullable<GalleryState['steps']> = [],
): GalleryState {
  return {
    steps,
    draw: () => <DeskPage {...deskProps} {...changes} />,
  };
}

const FIRST = '.queue li:nth-child(1) button';

export const DESK_STATES: GalleryStates = {
  locked: page({ state: null }),
  wrong: page({ state: null, lockProblem: 'wrong' }),
  'set-up': page({ state: null, isSetUp: false }, ['#set-up']),
  queue: page(),
  many: page({ state: manyCases }),
  empty: page({ state: { ...desk, queue: [], reports: new Map() } }),
  sorting: page({ state: { ...desk, queue: [], isSorting: true } }),
  case: page({}, [FIRST]),
  listing: page({}, [FIRST, 'input[value="list"]', '#decide', '.history summary']),
  held: page({}, ['.queue li:nth-child(4) button']),
  dispute: page({}, ['[data-tab="disputes"]', FIRST]),
  lost: page({ onBody: async () => null }, [FIRST]),
  names: page({}, ['[data-tab="names"]', '.history summary']),
  feedback: page({ state: withFeedback }, ['[data-tab="feedback"]', '#feedback-texts button']),
  'hand-over': page({}, ['[data-tab="hand-over"]', 'details summary']),
  pulled: page({ notice: { key: 'desk.pulled.more', values: { count: 4, refused: 2, gone: 1 }, isProblem: false } }),
  offline: page({ notice: { key: 'desk.relay.offline', isProblem: true } }),
  busy: page({ isBusy: true, notice: { key: 'desk.pulling', values: { done: 25, of: 400 }, isProblem: false } }),
};
