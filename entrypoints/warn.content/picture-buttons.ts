/** The buttons "This post is a picture. Check it": which posts get one, and what a press does. */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import { sendMessage } from '../../utils/messaging/content-messages.ts';
import type { MarkedPost } from '../../utils/overlay/followed-posts.ts';
import type { PicturePost } from '../../utils/page-reader/overlay-state.ts';
import type { PictureButtonState } from '../../components/warning/PictureButton.tsx';

export interface PictureButtons {
  set(posts: readonly PicturePost[]): void;
  /** Measures the pictures again: they load after their posts. */
  refresh(): void;
  shown(): readonly PictureButtonState[];
  /** The drawn buttons with the pictures that they belong to. @param markers buttons by key */
  marked(markers: ReadonlyMap<string, HTMLElement>): MarkedPost[];
  /** Opens the check page with the picture. Where the browser does not give it out, the button says what to do. */
  press(key: string): Promise<void>;
}

export interface PictureButtonDeps {
  keyOf(element: Element): string;
  /** A post with a warning gets no button. */
  isWarned(element: Element): boolean;
  /** Called when `shown` or `marked` changed. */
  onChange(): void;
}

/** A smaller picture is an icon or a face, CSS pixels. */
const MIN_SIDE_PX = 200;

export function createPictureButtons({ keyOf, isWarned, onChange }: PictureButtonDeps): PictureButtons {
  let posts: readonly PicturePost[] = [];
  /** The largest picture of each post, by key. */
  let pictures = new Map<string, { post: Element; picture: Element }>();
  const refused = new Set<string>();
  const refresh = (): void => {
    const now = new Map<string, { post: Element; picture: Element }>();
    for (const { element, pictures: all } of posts) {
      const picture = isWarned(element) ? undefined : largestOf(all);
      if (picture !== undefined) now.set(`picture-${keyOf(element)}`, { post: element, picture });
    }
    const isUnchanged =
      now.size === pictures.size && [...now].every(([key, { picture }]) => pictures.get(key)?.picture === picture);
    pictures = now;
    if (!isUnchanged) onChange();
  };
  return {
    set(wanted) {
      posts = wanted;
      refresh();
    },
    refresh,
    shown: () => [...pictures.keys()].map((key) => ({ key, isRefused: refused.has(key) })),
    marked: (markers) =>
      [...pictures].flatMap(([key, { post, picture }]) => {
        const marker = markers.get(key);
        return marker === undefined ? [] : [{ id: key, anchor: picture, element: post, marker }];
      }),
    async press(key) {
      const picture = pictures.get(key)?.picture as HTMLImageElement | undefined;
      if (picture === undefined) return;
      // What the window does not show cannot be cut out of it.
      dom.scrollIntoView(picture, { block: 'center', behavior: 'instant' });
      const answer = await sendMessage('picture.open', { address: picture.currentSrc || picture.src });
      if (answer?.opened === true) return;
      refused.add(key);
      onChange();
    },
  };
}

function largestOf(pictures: readonly Element[]): Element | undefined {
  let largest: { picture: Element; area: number } | undefined;
  for (const picture of pictures) {
    const { width, height } = dom.getBoundingClientRect(picture);
    if (width < MIN_SIDE_PX || height < MIN_SIDE_PX || width * height <= (largest?.area ?? 0)) continue;
    largest = { picture, area: width * height };
  }
  return largest?.picture;
}
