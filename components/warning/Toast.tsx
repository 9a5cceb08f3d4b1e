/** The last dismissal with an undo button and, after "this is fine", a button that tells the publisher. */
import type { JSX } from 'preact';
import { useTranslator } from '../translator.ts';

interface Props {
  dismissal: 'hidden' | 'fine';
  /** Who is told that a warning was wrong; null when reports reach nobody. */
  publisher: string | null;
  onDrawn: (element: HTMLElement | null) => void;
  onUndo: (event: Event) => void;
  onTell: (event: Event) => void;
}

export function Toast({ dismissal, publisher, onDrawn, onUndo, onTell }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <div class="corner toast" role="status" ref={onDrawn}>
      <span>{t(dismissal === 'fine' ? 'warning.fine.done' : 'warning.hidden')}</span>
      {dismissal === 'fine' && publisher !== null ? (
        <button type="button" class="plain" onClick={onTell}>
          {t('warning.fine.tell', { publisher })}
        </button>
      ) : null}
      <button type="button" class="plain undo" onClick={onUndo}>
        {t('warning.undo')}
      </button>
    </div>
  );
}
