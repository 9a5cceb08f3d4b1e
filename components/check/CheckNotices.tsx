/** What the check page says of a check that has no result: nothing was pasted, it failed, or it takes long. */
import type { JSX } from 'preact';
import { useTranslator } from '../translator.ts';
import type { Check } from './use-check.ts';

interface Props {
  check: Pick<Check, 'state' | 'isSlow'>;
  /** What a screen reader says of a result that does not take the focus; '' for nothing. */
  spoken: string;
}

export function CheckNotices({ check: { state, isSlow }, spoken }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <>
      {state.at === 'empty' || state.at === 'failed' ? (
        <p class="note caution" role="alert">
          {t(state.at === 'empty' ? 'check.empty' : 'check.failed')}
        </p>
      ) : null}
      <p class="unseen" role="status">
        {isSlow ? t('check.running') : spoken}
      </p>
      {state.at === 'failed' || isSlow ? (
        <div class="bar wrap">
          <a class="button" href="help.html" target="_blank">
            {t('ui.get-help')}
          </a>
        </div>
      ) : null}
    </>
  );
}
