/** A state of a page, as the gallery draws it. */
import type { JSX } from 'preact';
import type { Help } from '../../../utils/model/help.ts';

export interface GalleryWorld {
  help: Help;
}

export interface GalleryState {
  draw: (world: GalleryWorld) => JSX.Element;
  /** Then pressed or chosen, in order: a selector to click, or a select and the value to choose. */
  steps?: readonly (string | readonly [select: string, value: string])[];
}

export type GalleryStates = Readonly<Record<string, GalleryState>>;

export const nothing = (): void => undefined;
