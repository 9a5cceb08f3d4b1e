/** What was done just now, how to undo it, and after "this is fine" a way to tell the publisher. */
import type { JSX } from 'preact';
import { useTranslator } from '../translator.ts';

interface Props {
  dismissal: 'hidden' | 'fine';
  publisher: string;
  onDrawn: (element: HTMLElement | null) => void;
  onUndo: (event: Event) => void;
  onTell: (event: Event) => void;
}

export function Toast({ dismissal: done, publisher, onDrawn, onUndo, onTell }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <div class="corner toast" role="status" ref={onDrawn}>
      <span>{t(done === 'fine' ? 'warning.fine.done' : 'warning.hidden')}</span>
      {done === 'fine' ? (
        <button type="button" class="plain" onClick={onTell}>
          {t('warning.fine.tell', { publisher })}
        </button>
      ) : null}
      <button type="button" class="plain" onClick={onUndo}>
        {t('warning.undo')}
      </button>
    </div>
  );
}
