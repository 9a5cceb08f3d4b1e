/** Chooses pictures: by button, by dropping them on the page, or by pasting. Shows the progress and what went wrong. */
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { LANGUAGE_MODELS } from '../../utils/picture/language-models.ts';
import { useTranslator } from '../translator.ts';
import type { Pictures } from './use-pictures.ts';

const ACCEPTED = 'image/png,image/jpeg,image/webp,image/gif,image/bmp,image/avif';

export function PictureChoice({ pictures }: { pictures: Pictures }): JSX.Element {
  const { t, languageName } = useTranslator();
  useFilesOf('paste', (event) => (event as ClipboardEvent).clipboardData, pictures.read);
  useFilesOf('drop', (event) => (event as DragEvent).dataTransfer, pictures.read);
  const { progress, fault } = pictures;
  return (
    <div class="rows" id="pictures">
      <div class="bar wrap">
        <label class="button" for="picture-files">
          {t('picture.choose')}
        </label>
        <input
          type="file"
          id="picture-files"
          class="unseen"
          accept={ACCEPTED}
          multiple
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            // The same file can be chosen again.
            event.currentTarget.value = '';
            if (files.length > 0) pictures.read(files);
          }}
        />
        {progress === null ? null : (
          <button type="button" id="picture-cancel" onClick={pictures.cancel}>
            {t('picture.cancel')}
          </button>
        )}
      </div>
      <p class="quiet">{t('picture.hint')}</p>
      {progress === null ? null : (
        <div class="rows" id="picture-progress">
          <span role="status">{t('picture.reading', { at: progress.at, count: progress.count })}</span>
          <progress
            max={1}
            value={progress.part}
            aria-label={t('picture.reading', { at: progress.at, count: progress.count })}
          />
        </div>
      )}
      {fault === null ? null : (
        <p class="note caution" role="alert" id="picture-fault" data-fault={fault.kind}>
          {fault.kind === 'language' || fault.kind === 'missing'
            ? t(`picture.fault.${fault.kind}`, { language: languageName(fault.detail) })
            : t(`picture.fault.${fault.kind}`)}
        </p>
      )}
      {fault?.kind === 'missing' ? (
        <button type="button" id="picture-download" onClick={() => pictures.download(fault.detail)}>
          {t('picture.download', { size: megabytesOf(fault.detail) })}
        </button>
      ) : null}
    </div>
  );
}

/** Size of a language's model, at least 1. @param tag BCP 47 */
function megabytesOf(tag: string): number {
  return Math.max(1, Math.round((LANGUAGE_MODELS[tag]?.bytes ?? 0) / 2_000_000));
}

/** Takes picture files from pastes and drops anywhere on the page; text goes its usual way. */
function useFilesOf(
  name: 'paste' | 'drop',
  dataOf: (event: Event) => DataTransfer | null,
  onFiles: (files: File[]) => void,
): void {
  useEffect(() => {
    const listener = (event: Event): void => {
      const files = [...(dataOf(event)?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      onFiles(files);
    };
    // A file can be dropped only where dragging over is allowed.
    const allow = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
    };
    document.addEventListener(name, listener);
    if (name === 'drop') document.addEventListener('dragover', allow);
    return () => {
      document.removeEventListener(name, listener);
      document.removeEventListener('dragover', allow);
    };
  });
}
