/** Every state of the active tab that the popup shows. */
import type { PageDescription } from '../../utils/contracts/page-summary.ts';

export type TabState =
  | { state: 'loading' }
  /** The background or the tab gave no valid answer. */
  | { state: 'broken' }
  /** A page of the browser or of the extension. */
  | { state: 'not-a-page' }
  | { state: 'no-permission'; host: string }
  | { state: 'paused'; host: string }
  /** A private chat: only text that the reader pastes is checked. */
  | { state: 'private-conversation'; host: string }
  | { state: 'page'; host: string; page: PageDescription };
