/** The button that loads the part of the page with the lists. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useTranslator } from '../components/translator.ts';

/** `onOpen` rejects when the part could not be loaded. */
export function OpenLists({ onOpen }: { onOpen: () => Promise<void> }): JSX.Element {
  const { t } = useTranslator();
  const [isBroken, setBroken] = useState(false);
  async function open(): Promise<void> {
    setBroken(false);
    try {
      await onOpen();
    } catch {
      setBroken(true);
    }
  }
  return (
    <aside class="column wide" aria-label={t('lists.title')}>
      <button type="button" id="lists-open" onClick={() => void open()}>
        {t('lists.title')}
      </button>
      {isBroken ? (
        <p class="note caution" role="alert">
          {t('code.offline')}
        </p>
      ) : null}
    </aside>
  );
}
