/** The part of the check page below the form: the result, and what to do next. */
import type { ComponentChildren, JSX, RefObject } from 'preact';
import type { MessageKey } from '../../utils/i18n/messages.ts';
import { useTranslator } from '../translator.ts';

interface Props {
  /** Of the section, which takes the focus. */
  sectionRef: RefObject<HTMLElement | null>;
  /** The result. */
  children: ComponentChildren;
  /** Message below the result, e.g. that this page has no list. */
  note: MessageKey | undefined;
  onAgain: () => void;
  /** Absent where reports are not possible. */
  onReport: (() => void) | undefined;
}

export function ResultSection({ sectionRef, children, note, onAgain, onReport }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <section id="result" class="rows wide" tabIndex={-1} ref={sectionRef} aria-labelledby="verdict">
      {children}
      {note === undefined ? null : <p class="quiet">{t(note)}</p>}
      <div class="bar wrap">
        <button type="button" id="again" onClick={onAgain}>
          {t('check.again')}
        </button>
        {onReport === undefined ? null : (
          <button type="button" id="report" onClick={onReport}>
            {t('popup.report.this')}
          </button>
        )}
      </div>
    </section>
  );
}
