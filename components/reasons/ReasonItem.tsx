/** One reason: the quote, its name, and behind "Why?" its meaning and source. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Reason } from '../../utils/model/verdict.ts';
import { displayText } from '../display-text.ts';
import { useTranslator } from '../translator.ts';
import { Quote } from './Quote.tsx';

interface Props {
  reason: Reason;
  postLanguage: string;
  onQuote?: ((reason: Reason, event: Event) => void) | undefined;
}

export function ReasonItem({ reason, postLanguage, onQuote }: Props): JSX.Element {
  const { t, find } = useTranslator();
  const [open, setOpen] = useState(false);
  const language = postLanguage === 'und' ? undefined : postLanguage;
  const words = <Quote text={reason.quote ?? ''} maxCharacters={90} language={language} />;
  return (
    <li class={reason.severity}>
      {reason.quote === null || displayText(reason.quote, 90) === '' ? null : onQuote === undefined ? (
        <span class="quote">{words}</span>
      ) : (
        <button type="button" class="quote" title={t('warning.quote')} onClick={(event) => onQuote(reason, event)}>
          {words}
        </button>
      )}
      <span class="meaning">
        {find(`reason.${reason.id}`, 'reason.other')}{' '}
        <button type="button" class="plain why" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('warning.why.less') : t('warning.why')}
        </button>
      </span>
      {open ? (
        <span class="because">
          {find(`why.${reason.id}`, 'why.other')}
          {sourceOf(reason)}
        </span>
      ) : null}
    </li>
  );
}

/** Host of the sign's source, as text: a link in a hostile page must open nothing. */
function sourceOf({ source }: Reason): string {
  return source !== undefined && URL.canParse(source) ? ` (${new URL(source).hostname})` : '';
}
