/** What the popup shows of the tab behind it: every state that there is. */
import type { PageDescription } from '../../utils/contracts/protocol.ts';

export type TabState =
  | { state: 'loading' }
  /** The background or the tab gave no answer that can be used. */
  | { state: 'broken' }
  /** A browser page, a new tab, one of our own. */
  | { state: 'not-a-page' }
  | { state: 'no-permission'; host: string }
  | { state: 'paused'; host: string }
  /** Private messages: only what the reader pastes is checked. */
  | { state: 'private-talk'; host: string }
  | { state: 'page'; host: string; page: PageDescription };
