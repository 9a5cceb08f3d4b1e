/** Chooses pictures, or the file of a chat: by button, by dropping them on the page, or by pasting. Shows the progress and what went wrong. */
import type { JSX } from 'preact';
import { TEXT_FILE_TYPES } from '../../utils/check/read-text-file.ts';
import { LANGUAGE_MODELS } from '../../utils/picture/language-models.ts';
import { FilesButton } from '../ui/FilesButton.tsx';
import { PICTURE_TYPES, useArrivingFiles } from '../ui/picture-files.ts';
import { useTranslator } from '../translator.ts';
import type { Pictures } from './use-pictures.ts';

export function PictureChoice({ pictures }: { pictures: Pictures }): JSX.Element {
  const { t, languageName, percent } = useTranslator();
  useArrivingFiles(pictures.read);
  const { progress, fault, left } = pictures;
  return (
    <div class="rows" id="pictures">
      <div class="bar wrap">
        <FilesButton
          id="picture-files"
          label={t('picture.choose')}
          accept={PICTURE_TYPES}
          multiple
          onFiles={pictures.read}
        />
        {/* Of its own: a phone opens its pictures for a button that takes nothing else. */}
        <FilesButton
          id="text-files"
          label={t('lists.file')}
          accept={TEXT_FILE_TYPES}
          multiple
          onFiles={pictures.read}
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
          <div class="bar">
            <progress
              max={1}
              value={progress.part}
              aria-label={t('picture.reading', { at: progress.at, count: progress.count })}
            />
            {/* Screen readers get the same from the bar. */}
            <span aria-hidden="true" class="percent">
              {percent(progress.part)}
            </span>
          </div>
        </div>
      )}
      {left === 0 ? null : (
        <p class="note caution" role="status" id="pictures-left">
          {t('check.cut')}
        </p>
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
