/** The picture of a report, shown when the moderator presses a button. The desk's worker has decoded it. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { PictureError, type PictureFault } from '../../utils/picture-reader/picture-error.ts';
import type { ReportPicture, ReportPictureFault } from '../../utils/report/report-picture.ts';
import { useTranslator } from '../translator.ts';
import { useFocusOnMount } from '../ui/use-focus.ts';
import { UntrustedText } from './UntrustedText.tsx';

export interface DeskPictures {
  /** The decoded picture; null when it cannot be decoded. */
  show(picture: ReportPicture): Promise<ImageBitmap | null>;
  /** The words in the picture. @throws PictureError */
  read(picture: ReportPicture): Promise<string>;
}

interface Props {
  /** Absent in a report without one. */
  picture: ReportPicture | undefined;
  /** Why the report's picture was left out; null when it was not. */
  fault: ReportPictureFault | null;
  pictures: DeskPictures;
}

export function PictureView({ picture, fault, pictures }: Props): JSX.Element | null {
  const { t } = useTranslator();
  const [isShown, setShown] = useState(false);
  if (fault !== null) return <p class="note caution">{t(`desk.picture.left-out.${fault}`)}</p>;
  if (picture === undefined) return null;
  if (isShown) return <ShownPicture picture={picture} pictures={pictures} />;
  return (
    <div>
      <button type="button" id="show-picture" onClick={() => setShown(true)}>
        {t('desk.picture.show')}
      </button>
    </div>
  );
}

type Words = { text: string } | { fault: PictureFault; detail: string } | 'reading' | null;

function ShownPicture({ picture, pictures }: { picture: ReportPicture; pictures: DeskPictures }): JSX.Element {
  const { t, languageName } = useTranslator();
  const canvas = useRef<HTMLCanvasElement>(null);
  // It comes in place of the button that was pressed.
  const readButton = useFocusOnMount<HTMLButtonElement>();
  const [isBroken, setBroken] = useState(false);
  const [words, setWords] = useState<Words>(null);
  useEffect(() => {
    let isGone = false;
    const show = async (): Promise<void> => {
      const bitmap = await pictures.show(picture);
      if (isGone) bitmap?.close();
      else if (bitmap === null) setBroken(true);
      else drawOn(canvas.current, bitmap);
    };
    void show();
    return () => {
      isGone = true;
    };
  }, [picture]);
  const read = async (): Promise<void> => {
    setWords('reading');
    try {
      setWords({ text: await pictures.read(picture) });
    } catch (error) {
      const { fault, message } = error instanceof PictureError ? error : new PictureError('failed', String(error));
      setWords({ fault, detail: message });
    }
  };
  if (isBroken) return <p class="note caution">{t('desk.picture.left-out.broken')}</p>;
  return (
    <div class="rows">
      <canvas class="report-picture" ref={canvas} role="img" aria-label={t('field.picture')} />
      <div>
        <button
          ref={readButton}
          type="button"
          id="read-picture"
          disabled={words === 'reading'}
          onClick={() => void read()}
        >
          {t('desk.picture.read')}
        </button>
      </div>
      {words === 'reading' ? <p role="status">{t('picture.reading', { at: 1, count: 1 })}</p> : null}
      {words === null || words === 'reading' ? null : (
        <div class="words" id="picture-words" role="status">
          {'text' in words ? (
            <UntrustedText text={words.text === '' ? t('picture.none') : words.text} />
          ) : (
            t(`picture.fault.${words.fault}`, { language: languageName(words.detail) })
          )}
        </div>
      )}
    </div>
  );
}

function drawOn(canvas: HTMLCanvasElement | null, bitmap: ImageBitmap): void {
  if (canvas === null) {
    bitmap.close();
    return;
  }
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
}
