/** Words of a post in quotation marks. The marks follow the page, the words their own direction. */
import type { JSX } from 'preact';
import { displayText } from '../display-text.ts';

interface Props {
  text: string;
  /** More characters than this are cut. */
  maxCharacters: number;
  /** BCP 47 tag of the words, where it is known. */
  language?: string | undefined;
}

export function Quote({ text, maxCharacters, language }: Props): JSX.Element {
  return (
    <q>
      <bdi lang={language}>{displayText(text, maxCharacters)}</bdi>
    </q>
  );
}
