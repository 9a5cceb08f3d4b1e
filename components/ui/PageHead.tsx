/** Top of every page of ours: whose it is, and the way out. */
import type { JSX } from 'preact';
import { useWords } from '../words.ts';
import { Lantern } from './Lantern.tsx';

interface Props {
  name: string;
  /** Who set this browser up, where an organisation did. */
  organisation?: string | null;
  onQuickExit: () => void;
}

export function PageHead({ name, organisation = null, onQuickExit }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <div class="bar">
      <span class="brand">
        <Lantern size={24} />
        {name}
      </span>
      {organisation === null ? null : <span class="quiet small">{t('ui.managed', { organisation })}</span>}
      <span class="room" />
      <button type="button" title={t('ui.quick-exit.note')} onClick={onQuickExit}>
        {t('ui.quick-exit')}
      </button>
    </div>
  );
}
