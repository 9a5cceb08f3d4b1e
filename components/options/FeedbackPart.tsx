/** The choice to be asked "Was this right?" after a result. */
import type { JSX } from 'preact';
import { useTranslator } from '../translator.ts';
import { Checkbox } from '../ui/Checkbox.tsx';

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
      <Checkbox id="ask-feedback" isChecked={value} describedBy="feedback-note" onChange={onChange}>
        {t('feedback.option')}
      </Checkbox>
      <p class="quiet" id="feedback-note">
        {t('feedback.option.note', { publisher })} {t('feedback.note', { publisher })}
      </p>
    </section>
  );
}
