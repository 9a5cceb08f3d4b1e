/** The head of every page of the extension: name, organisation and quick exit. */
import type { JSX } from 'preact';
import { packagedBrand } from '../../utils/brand/packaged-brand.ts';
import { useTranslator } from '../translator.ts';
import { Lantern } from './Lantern.tsx';

interface Props {
  name: string;
  /** The organisation that manages this browser, or null. */
  organisation: string | null;
  onQuickExit: () => void;
}

export function PageHead({ name, organisation, onQuickExit }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <div class="bar head">
      <span class="brand">
        {packagedBrand.logo === true ? <img src="icons/48.png" alt="" width={24} height={24} /> : <Lantern size={24} />}
        {name}
      </span>
      <span class="room" />
      <button type="button" title={t('ui.quick-exit.note')} onClick={onQuickExit}>
        {t('ui.quick-exit')}
      </button>
      {organisation === null ? null : <span class="quiet small whose">{t('ui.managed', { organisation })}</span>}
    </div>
  );
}
