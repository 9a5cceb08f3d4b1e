/** The choice to store fingerprints of seen posts, and the button that deletes them. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useTranslator } from '../translator.ts';

export interface RememberProps {
  value: boolean;
  onChange: (value: boolean) => void;
  /** Rejects when nothing could be erased. */
  onForget: () => Promise<void>;
}

export function RememberPart({ value, onChange, onForget }: RememberProps): JSX.Element {
  const { t } = useTranslator();
  const [outcome, setOutcome] = useState<'remember.cleared' | 'data.failed' | null>(null);
  return (
    <section class="card rows" id="remember">
      <h2>{t('remember.title')}</h2>
      <label class="choice">
        <input
          type="checkbox"
          id="remember-posts"
          checked={value}
          aria-describedby="remember-note"
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{t('remember.choice')}</span>
      </label>
      <p class="quiet" id="remember-note">
        {t('remember.note')}
      </p>
      <div class="bar wrap">
        <button
          type="button"
          id="remember-forget"
          onClick={() =>
            void onForget().then(
              () => setOutcome('remember.cleared'),
              () => setOutcome('data.failed'),
            )
          }
        >
          {t('remember.clear')}
        </button>
        <span role="status">{outcome === null ? '' : t(outcome)}</span>
      </div>
    </section>
  );
}
