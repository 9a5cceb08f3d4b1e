/** The choice to be asked "Was this right?" after a result. */
import type { JSX } from 'preact';
import { useTranslator } from '../translator.ts';

export interface FeedbackProps {
  value: boolean;
  /** Who gets the answers. */
  publisher: string;
  onChange: (value: boolean) => void;
}

export function FeedbackPart({ value, publisher, onChange }: FeedbackProps): JSX.Element {
  const { t } = useTranslator();
  return (
    <section class="card rows" id="feedback">
      <h2>{t('feedback.question')}</h2>
      <label class="choice">
        <input
          type="checkbox"
          id="ask-feedback"
          checked={value}
          aria-describedby="feedback-note"
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{t('feedback.option')}</span>
      </label>
      <p class="quiet" id="feedback-note">
        {t('feedback.option.note', { publisher })} {t('feedback.note', { publisher })}
      </p>
    </section>
  );
}
