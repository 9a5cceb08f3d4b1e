/** The reader's own data: export and erasure. */
import type { JSX } from 'preact';
import { useTranslator } from '../translator.ts';

export type DataOutcome = 'saved' | 'erased' | 'failed' | 'broken';

interface Props {
  outcome: DataOutcome | null;
  onExport: () => void;
  onErase: () => void;
}

export function DataPart({ outcome, onExport, onErase }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <section class="card rows" id="data">
      <h2>{t('data.title')}</h2>
      <p>{t('data.intro')}</p>
      <div class="bar wrap">
        <button type="button" id="data-export" onClick={onExport}>
          {t('data.export')}
        </button>
        <button type="button" class="danger" id="data-erase" aria-describedby="data-erase-note" onClick={onErase}>
          {t('data.erase')}
        </button>
      </div>
      <p class="quiet" id="data-erase-note">
        {t('data.erase.note')}
      </p>
      <div role="status">
        {outcome === 'saved' ? <p class="note">{t('report.saved')}</p> : null}
        {outcome === 'erased' ? <p class="note">{t('data.erased')}</p> : null}
        {outcome === 'failed' ? <p class="note caution">{t('data.failed')}</p> : null}
        {outcome === 'broken' ? <p class="note caution">{t('popup.broken')}</p> : null}
      </div>
    </section>
  );
}
