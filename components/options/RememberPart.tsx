/** The choice to store fingerprints of seen posts, and the button that deletes them. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useTranslator } from '../translator.ts';
import { Checkbox } from '../ui/Checkbox.tsx';

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
      <Checkbox id="remember-posts" isChecked={value} describedBy="remember-note" onChange={onChange}>
        {t('remember.choice')}
      </Checkbox>
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
