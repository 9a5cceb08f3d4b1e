/** A state of a page, as the gallery draws it. */
import type { JSX } from 'preact';
import type { CheckData } from '../../../components/check/CheckPage.tsx';
import type { CheckResult } from '../../../utils/check/check-text.ts';
import type { Translator } from '../../../utils/i18n/messages.ts';
import type { Help } from '../../../utils/model/help.ts';

export interface GalleryData extends CheckData {
  help: Help;
  translator: Translator;
  /** As the extension judges a pasted text; one account is listed. */
  check: (text: string, own: string | null) => Promise<CheckResult>;
}

export interface GalleryState {
  draw: (world: GalleryData) => JSX.Element;
  /** Selector of what stands there before the steps are taken, where it does not at once. */
  until?: string;
  /** Then pressed or chosen, in order: a selector to click, or a select and the value to choose. */
  steps?: readonly (string | readonly [select: string, value: string])[];
}

export type GalleryStates = Readonly<Record<string, GalleryState>>;

export const doNothing = (): void => undefined;
