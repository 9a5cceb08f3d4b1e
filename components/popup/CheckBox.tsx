/** A text field for a message or a chat; the check page shows the result. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { MAX_HANDOFF_UNITS } from '../../utils/check/paste-limits.ts';
import { useTranslator } from '../translator.ts';
import { directionProps } from '../ui/direction-props.ts';

interface Props {
  /** An empty text opens an empty check page. */
  onCheck: (text: string) => void;
}

export function CheckBox({ onCheck }: Props): JSX.Element {
  const { t } = useTranslator();
  const [text, setText] = useState('');
  return (
    <section class="card rows">
      <h2>
        <label for="check-text">{t('popup.check')}</label>
      </h2>
      <p class="quiet" id="check-text-note">
        {t('popup.check.label')}
      </p>
      <textarea
        id="check-text"
        aria-describedby="check-text-note"
        rows={2}
        maxLength={MAX_HANDOFF_UNITS}
        {...directionProps(text)}
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="button" id="check-go" onClick={() => onCheck(text)}>
        {t('popup.check.go')}
      </button>
    </section>
  );
}
