/** One state of a page in the gallery. */
import type { JSX } from 'preact';
import type { CheckData } from '../../../components/check/check-data.ts';
import type { CheckResult } from '../../../utils/check/check-text.ts';
import type { Translator } from '../../../utils/i18n/messages.ts';
import type { Help } from '../../../utils/model/help.ts';

export interface GalleryData extends CheckData {
  help: Help;
  translator: Translator;
  /** Judges a pasted text as the extension does; one account is listed. */
  check: (text: string, own: string | null) => Promise<CheckResult>;
}

export interface GalleryState {
  draw: (data: GalleryData) => JSX.Element;
  /** Selector of an element to wait for before the steps. */
  until?: string;
  /** Steps in order: a selector to click, or a select element and the value to choose. */
  steps?: readonly (string | readonly [select: string, value: string])[];
}

export type GalleryStates = Readonly<Record<string, GalleryState>>;

export const doNothing = (): void => undefined;
