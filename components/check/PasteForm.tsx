/** Form for the pasted message. The browser keeps nothing of it: no form history, no spelling service. */
import type { ComponentChildren, JSX } from 'preact';
import { useTranslator } from '../translator.ts';
import { directionProps } from '../ui/direction-props.ts';

interface Props {
  text: string;
  isChecking: boolean;
  /** Smaller, as a result is shown below. */
  isSmall: boolean;
  onText: (text: string) => void;
  onCheck: () => void;
  /** Other ways to give a text. */
  children?: ComponentChildren;
}

export function PasteForm({ text, isChecking, isSmall, onText, onCheck, children }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <form
      class="card rows"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        onCheck();
      }}
    >
      <p>{t('check.intro')}</p>
      <label class="rows" for="message">
        <strong>{t('check.text')}</strong>
      </label>
      <textarea
        id="message"
        rows={isSmall ? 3 : 7}
        {...directionProps(text)}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-describedby="message-hint"
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <p class="quiet" id="message-hint">
        {t('check.text.hint')} {t('check.kept')}
      </p>
      {children}
      <div class="bar">
        <button type="submit" id="check" class="main" disabled={isChecking}>
          {t(isChecking ? 'check.running' : 'check.run')}
        </button>
      </div>
    </form>
  );
}
