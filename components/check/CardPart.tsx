/** A card to show to family or a case worker, as picture and text, made here and given away only by the reader. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CheckResult } from '../../utils/check/check-text.ts';
import type { Questions } from '../../utils/check/questions.ts';
import { saveFile } from '../../utils/pages/save-file.ts';
import { useTranslator } from '../translator.ts';
import { cardOf, cardText } from './card-content.ts';
import { drawCard } from './draw-card.ts';

interface Props {
  name: string;
  text: string;
  result: CheckResult;
  questions: Questions | null;
  today: string;
}

const FILE = 'job-offer-card';

export function CardPart({ name, text, result, questions, today }: Props): JSX.Element {
  const words = useTranslator();
  const { t } = words;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [said, setSaid] = useState<'card.saved' | 'card.copied' | 'card.failed' | null>(null);
  const card = cardOf(text, result, questions, words, name, today);
  const written = cardText(card);

  useEffect(() => {
    if (canvas.current !== null) drawCard(card, canvas.current);
  }, [written]);

  async function picture(): Promise<Blob> {
    return new Promise((resolve, reject) => {
      canvas.current?.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png');
    });
  }

  /** Whatever the browser refuses is said. */
  async function give(work: () => Promise<void>, done: 'card.saved' | 'card.copied' | null): Promise<void> {
    try {
      await work();
      setSaid(done);
    } catch (error) {
      // Closing the share sheet is no failure.
      setSaid(error instanceof DOMException && error.name === 'AbortError' ? null : 'card.failed');
    }
  }

  const savePicture = async (): Promise<void> =>
    saveFile(`${FILE}.png`, new Uint8Array(await (await picture()).arrayBuffer()), 'image/png');
  const copyPicture = (): Promise<void> => navigator.clipboard.write([new ClipboardItem({ 'image/png': picture() })]);
  const share = async (): Promise<void> =>
    navigator.share({ files: [new File([await picture()], `${FILE}.png`, { type: 'image/png' })], text: written });

  return (
    <section class="card rows" id="card">
      <h3>{t('card.title')}</h3>
      <p>{t('card.intro')}</p>
      <canvas class="card-picture" role="img" aria-label={t('card.alt')} ref={canvas} />
      <div class="bar wrap">
        {canShare() ? (
          <button type="button" id="share" class="main" onClick={() => void give(share, null)}>
            {t('card.share')}
          </button>
        ) : null}
        <button type="button" id="save-picture" onClick={() => void give(savePicture, 'card.saved')}>
          {t('card.save-picture')}
        </button>
        <button type="button" id="copy-picture" onClick={() => void give(copyPicture, 'card.copied')}>
          {t('card.copy-picture')}
        </button>
        <button
          type="button"
          id="save-text"
          onClick={() => void give(async () => saveFile(`${FILE}.txt`, written, 'text/plain'), 'card.saved')}
        >
          {t('card.save-text')}
        </button>
        <button
          type="button"
          id="copy-text"
          onClick={() => void give(() => navigator.clipboard.writeText(written), 'card.copied')}
        >
          {t('card.copy-text')}
        </button>
      </div>
      <p
        role="status"
        id="card-said"
        class={said === null ? 'unseen' : `note ${said === 'card.failed' ? 'caution' : ''}`}
      >
        {said === null ? '' : t(said)}
      </p>
      <details>
        <summary>{t('card.read')}</summary>
        <p class="words" dir="auto">
          {written}
        </p>
      </details>
    </section>
  );
}

/** Phones hand a picture to another app; most desktops cannot. */
function canShare(): boolean {
  if (typeof navigator.canShare !== 'function') return false;
  return navigator.canShare({ files: [new File([''], `${FILE}.png`, { type: 'image/png' })] });
}
