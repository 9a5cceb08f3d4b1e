/** For a reporter with a code: shows the outcome of the report. Withdraws the report while the relay has it. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CodeResult } from '../../utils/contracts/report-result.ts';
import { isReportCode } from '../../utils/report/report-code.ts';
import { useTranslator } from '../translator.ts';

interface Props {
  publisher: string;
  /** The answer to the last request; null before. */
  answer: CodeResult | null;
  isBusy: boolean;
  onAsk: (secret: string, withdraw: boolean) => void;
}

export function CodePart({ publisher, answer, isBusy, onAsk }: Props): JSX.Element {
  const { t, day } = useTranslator();
  const [text, setText] = useState('');
  const secret = normalizeCode(text);
  return (
    <details class="card" id="code-part">
      <summary>{t('code.title')}</summary>
      <div class="rows">
        <p class="quiet">{t('code.hint')}</p>
        <label for="code">{t('code.label')}</label>
        <input
          id="code"
          type="text"
          dir="ltr"
          autocomplete="off"
          spellcheck={false}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {text !== '' && !isReportCode(secret) ? <p class="quiet">{t('code.wrong')}</p> : null}
        <div class="bar wrap">
          <button
            type="button"
            id="code-look"
            disabled={isBusy || !isReportCode(secret)}
            onClick={() => onAsk(secret, false)}
          >
            {t('code.look')}
          </button>
          <button
            type="button"
            id="code-back"
            disabled={isBusy || !isReportCode(secret)}
            onClick={() => onAsk(secret, true)}
          >
            {t('code.back')}
          </button>
        </div>
        {answer === null ? null : (
          <div id="code-answer" class="note rows" role="status">
            {answer.withdrawal === null ? null : <p>{t(`code.${answer.withdrawal}`)}</p>}
            {answer.outcome === null ? (
              answer.withdrawal === 'taken-back' ? null : (
                <p>{t('code.none')}</p>
              )
            ) : (
              <p>{t(`outcome.${answer.outcome.outcome}`, { publisher, day: day(answer.outcome.on) })}</p>
            )}
          </div>
        )}
      </div>
    </details>
  );
}

/** The code of a report that was just sent. It is shown once and stored nowhere. */
export function NewCode({ code }: { code: string }): JSX.Element {
  const { t } = useTranslator();
  return (
    <div class="note rows" id="new-code">
      <p>{t('code.new')}</p>
      <p>
        <code dir="ltr">{formatCode(code)}</code>
      </p>
      <p class="quiet">{t('code.new.note')}</p>
    </div>
  );
}

/** The code as it was typed, without white space. */
function normalizeCode(text: string): string {
  return text.replaceAll(/\s/gu, '');
}

function formatCode(code: string): string {
  return (code.match(/.{1,5}/gu) ?? []).join(' ');
}
