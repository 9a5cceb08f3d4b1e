/** For a page of private messages: buttons that check the marked or the copied text. Shows what a press gave. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useTranslator } from '../translator.ts';

interface Props {
  /** Opens the check page with the text that is selected in the tab. */
  onCheckMarked: () => void;
  /** Opens the check page with the text in the clipboard; ends once the browser gave or refused it. */
  onCheckCopied: () => Promise<void>;
  /** The button that the reader pressed found no text. */
  nothingFound: 'marked' | 'copied' | null;
}

export function PrivateConversation({ onCheckMarked, onCheckCopied, nothingFound }: Props): JSX.Element {
  const { t } = useTranslator();
  const [readsClipboard, setReadsClipboard] = useState(false);
  async function checkCopied(): Promise<void> {
    setReadsClipboard(true);
    try {
      await onCheckCopied();
    } finally {
      setReadsClipboard(false);
    }
  }
  const none = nothingFound === null ? null : (`popup.${nothingFound}.none` as const);
  // Firefox opens a menu beside the pointer, and waits for a press on its only entry.
  const note = readsClipboard ? 'popup.copied.pending' : none;
  return (
    <>
      <p id="private-conversation">{t('popup.private-talk')}</p>
      <button type="button" id="check-marked" onClick={onCheckMarked}>
        {t('popup.marked')}
      </button>
      <button type="button" id="check-copied" onClick={() => void checkCopied()}>
        {t('popup.copied')}
      </button>
      {note === null ? null : (
        <p class="note" role="status">
          {t(note)}
        </p>
      )}
    </>
  );
}
