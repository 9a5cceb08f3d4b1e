/** Choice of the reader's own sender name: their messages are shown but not judged. */
import type { JSX } from 'preact';
import { displayText } from '../display-text.ts';
import { useTranslator } from '../translator.ts';

interface Props {
  senders: readonly string[];
  ownName: string | null;
  onOwnName: (name: string | null) => void;
}

/** Senders offered in the list. */
const MAX_SENDERS_OFFERED = 30;

export function OwnNameChoice({ senders, ownName, onOwnName }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <div class="rows">
      <label class="rows" for="own">
        <span>{t('check.you')}</span>
      </label>
      <select
        id="own"
        autocomplete="off"
        aria-describedby="own-hint"
        value={ownName ?? ''}
        onChange={(event) => onOwnName(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      >
        <option value="">{t('check.you.none')}</option>
        {senders.slice(0, MAX_SENDERS_OFFERED).map((sender) => (
          <option key={sender} value={sender}>
            {displayText(sender, 60)}
          </option>
        ))}
      </select>
      <p class="quiet small" id="own-hint">
        {t('check.you.hint')}
      </p>
    </div>
  );
}
