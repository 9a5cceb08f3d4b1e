/** What the overlay of this frame shows. The overlay is requested with the first warning; the worker may have injected it before. */
import { sendUntilAnswered } from '../../utils/messaging/content-messages.ts';
import type { MessageBundle } from '../../utils/i18n/messages.ts';
import {
  getOverlayState,
  setOverlayState,
  type Finding,
  type OverlayListeners,
  type PicturePost,
} from '../../utils/page-reader/overlay-state.ts';

export interface ShownWarnings {
  findings(): readonly Finding[];
  /** Whether exactly this is shown already. */
  isShown(findings: readonly Finding[], picturePosts: readonly PicturePost[]): boolean;
  show(findings: readonly Finding[], picturePosts: readonly PicturePost[]): void;
  /** Whether the worker may inject the overlay: nobody has done so. */
  isUndrawn(): boolean;
  /** @param bundle set when the worker has injected the overlay without a request */
  setMessages(bundle: MessageBundle | null | undefined): void;
  stop(): void;
}

/** How long an overlay that the worker injected may take before it is requested again, milliseconds. */
const MAX_DRAW_MS = 2000;

export function createShownWarnings(listeners: OverlayListeners): ShownWarnings {
  let findings: readonly Finding[] = [];
  let picturePosts: readonly PicturePost[] = [];
  let messages: MessageBundle | null = null;
  let isRequested = false;
  let drawTimer: ReturnType<typeof setTimeout> | undefined;

  const requestOverlay = (): void => {
    if (getOverlayState()?.overlay === null) void sendUntilAnswered('warn.inject', null);
  };
  return {
    findings: () => findings,
    isShown: (wanted, wantedPictures) =>
      wantedPictures === picturePosts &&
      wanted.length === findings.length &&
      wanted.every((one, at) => one.element === findings[at]?.element && one.verdict === findings[at].verdict),
    show(wanted, wantedPictures) {
      findings = wanted;
      picturePosts = wantedPictures;
      const isEmpty = findings.length + picturePosts.length === 0;
      const state = getOverlayState();
      if (state !== null) {
        Object.assign(state, { findings, picturePosts });
        state.overlay?.show(findings);
        state.overlay?.showPictureButtons(picturePosts);
      } else if (!isEmpty) {
        setOverlayState({
          ...listeners,
          findings,
          picturePosts,
          messages: messages === null ? sendUntilAnswered('messages.get', null) : Promise.resolve(messages),
          overlay: null,
        });
      }
      if (isEmpty || isRequested) return;
      isRequested = true;
      if (messages !== null) drawTimer = setTimeout(requestOverlay, MAX_DRAW_MS);
      else requestOverlay();
    },
    isUndrawn: () => !isRequested && messages === null,
    setMessages: (bundle) => void (messages ??= bundle ?? null),
    stop() {
      clearTimeout(drawTimer);
      getOverlayState()?.overlay?.stop();
    },
  };
}
