/** A stranger's words: text and nothing else. What would not be seen, or would turn what follows, is written out. */
import type { JSX } from 'preact';
import { shownPieces, shownText } from '../../utils/desk/shown-text.ts';

interface Props {
  text: string;
  /** Characters shown; longer text is cut. */
  most?: number;
}

/** With more marks than this the text is drawn as one piece. */
const MOST_MARKS = 200;

export function Shown({ text, most = 20_000 }: Props): JSX.Element {
  const pieces = shownPieces(text, most);
  const cut = text.length > most ? ' […]' : '';
  if (pieces.length > MOST_MARKS) {
    return (
      <bdi class="shown">
        {shownText(text, most)}
        {cut}
      </bdi>
    );
  }
  return (
    <bdi class="shown">
      {pieces.map(({ text, hidden }, at) =>
        hidden ? (
          <span key={at} class="mark">
            {text}
          </span>
        ) : (
          text
        ),
      )}
      {cut}
    </bdi>
  );
}
