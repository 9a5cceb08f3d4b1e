/** "Was this right?": one press sends the answer; a text beside the buttons names what is sent. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { FEEDBACK_ANSWERS, type FeedbackAnswer } from '../../utils/report/feedback-answer.ts';
import { useTranslator } from '../translator.ts';
import { useFocusOnFewer } from '../ui/use-focus.ts';
import { useIsScrollable } from '../ui/use-is-scrollable.ts';

/** `open`: no answer yet. `sent`: sealed, and delivered or waiting for a connection. */
export type FeedbackState = 'open' | 'sending' | 'sent' | 'failed';

interface Props {
  state: FeedbackState;
  /** Who gets the answer. */
  publisher: string;
  /** What an answer sends with the text ticked; null where that cannot be said. */
  onPreview: () => Promise<string | null>;
  onAnswer: (answer: FeedbackAnswer, withText: boolean, event: Event) => void;
}

export function FeedbackChoice({ state, publisher, onPreview, onAnswer }: Props): JSX.Element {
  const { t } = useTranslator();
  const [withText, setWithText] = useState(false);
  /** The text that was ticked, as it is sent; null until it can be shown. */
  const [shown, setShown] = useState<string | null>(null);
  const isOpen = state === 'open' || state === 'failed';
  const outcome = useRef<HTMLParagraphElement>(null);
  useFocusOnFewer(outcome, isOpen ? 1 : 0);
  /** Text that cannot be shown is not sent. */
  async function tick(): Promise<void> {
    setShown(null);
    setWithText(!withText);
    if (withText) return;
    const text = await onPreview().catch(() => null);
    setShown(text);
    setWithText(text !== null);
  }
  return (
    <section class="feedback rows" aria-label={t('feedback.question')}>
      <h3>{t('feedback.question')}</h3>
      {isOpen ? (
        <>
          <div class="bar wrap">
            {FEEDBACK_ANSWERS.map((answer) => (
              <button
                key={answer}
                type="button"
                class="second"
                data-answer={answer}
                disabled={withText && shown === null}
                onClick={(event) => onAnswer(answer, withText, event)}
              >
                {t(`feedback.${answer}`)}
              </button>
            ))}
          </div>
          {/* A button, because the panel in a page never holds a field. */}
          <button type="button" role="checkbox" class="plain tick" aria-checked={withText} onClick={() => void tick()}>
            <span aria-hidden="true">{withText ? '☑' : '☐'}</span> {t('feedback.text')}
          </button>
          <p class="quiet small">{t(withText ? 'feedback.note.text' : 'feedback.note', { publisher })}</p>
          {withText && shown !== null ? <SentText text={shown} /> : null}
        </>
      ) : null}
      <p ref={outcome} role="status" tabIndex={-1}>
        {state === 'open' || state === 'sending' ? '' : t(`feedback.${state}`)}
      </p>
    </section>
  );
}

/** The title and text that are sent, so that nothing leaves unseen. */
function SentText({ text }: { text: string }): JSX.Element {
  const { t } = useTranslator();
  const { box, isScrollable } = useIsScrollable();
  return (
    <div
      ref={box}
      class="sent-text"
      dir="auto"
      role="group"
      aria-label={t('field.text')}
      {...(isScrollable ? { tabIndex: 0 } : {})}
    >
      {text}
    </div>
  );
}
