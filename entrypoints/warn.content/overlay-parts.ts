/** The parts that an overlay is put together from. Its view, its actions and its upkeep are given all of them. */
import type { MessageBundle } from '../../utils/i18n/messages.ts';
import type { MarkerFollower } from '../../utils/overlay/marker-follower.ts';
import type { OverlayHost } from '../../utils/overlay/overlay-host.ts';
import type { VisibleArea } from '../../utils/overlay/visible-area.ts';
import type { ContactPrompt } from './contact-prompt.ts';
import type { Feedback } from './feedback.ts';
import type { OpenPanel } from './open-panel.ts';
import type { OverlaySurfaces } from './overlay-surfaces.ts';
import type { PictureButtons } from './picture-buttons.ts';
import type { ReaderDecisions } from './reader-decisions.ts';
import type { WarnedPosts } from './warned-posts.ts';

export interface OverlayParts {
  document: Document;
  window: Window;
  host: OverlayHost;
  bundle: MessageBundle;
  visibleArea: VisibleArea;
  follower: MarkerFollower;
  posts: WarnedPosts;
  decisions: ReaderDecisions;
  surfaces: OverlaySurfaces;
  prompt: ContactPrompt;
  feedback: Feedback;
  pictureButtons: PictureButtons;
  panel: OpenPanel;
}
