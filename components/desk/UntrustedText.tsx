/** Shows a stranger's text as text only. Invisible characters and direction changes are written out. */
import type { JSX } from 'preact';
import { visibleParts, visibleText } from '../../utils/desk/visible-text.ts';

interface Props {
  text: string;
  /** UTF-16 units that are shown; longer text is cut. */
  maxUnits?: number;
}

/** With more marks than this the text is drawn as one node. */
const MAX_MARKS = 200;

export function UntrustedText({ text, maxUnits = 20_000 }: Props): JSX.Element {
  const pieces = visibleParts(text, maxUnits);
  const cut = text.length > maxUnits ? ' […]' : '';
  if (pieces.length > MAX_MARKS) {
    return (
      <bdi class="shown">
        {visibleText(text, maxUnits)}
        {cut}
      </bdi>
    );
  }
  return (
    <bdi class="shown">
      {pieces.map(({ text, isEscaped }, at) =>
        isEscaped ? (
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
