/** The share card for family or a case worker, as picture and text. Made on the page; only the reader passes it on. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CheckResult } from '../../utils/check/check-text.ts';
import { copyText } from '../../utils/pages/copy-text.ts';
import { saveFile } from '../../utils/pages/save-file.ts';
import { useTranslator } from '../translator.ts';
import type { CheckData } from './check-data.ts';
import { buildShareCard, shareCardText } from './share-card.ts';
import { drawShareCard } from './draw-share-card.ts';
import type { HeldChoice } from './use-held-choice.ts';

interface Props {
  name: string;
  text: string;
  result: CheckResult;
  held: HeldChoice;
  data: CheckData;
  today: string;
}

const FILE_NAME = 'job-offer-card';

export function ShareCardSection({ name, text, result, held, data, today }: Props): JSX.Element {
  const translator = useTranslator();
  const { t } = translator;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [outcome, setOutcome] = useState<'card.saved' | 'card.copied' | 'card.failed' | null>(null);
  const card = buildShareCard({ pasted: text, result, held, data, name, today }, translator);
  const written = shareCardText(card);

  useEffect(() => {
    if (canvas.current !== null) drawShareCard(card, canvas.current);
  }, [written]);

  async function renderPicture(): Promise<Blob> {
    return new Promise((resolve, reject) => {
      canvas.current?.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png');
    });
  }

  /** Runs the action and shows whether it worked. */
  async function runAction(work: () => Promise<void>, done: 'card.saved' | 'card.copied' | null): Promise<void> {
    try {
      await work();
      setOutcome(done);
    } catch (error) {
      // The reader closed the share sheet
      setOutcome(error instanceof DOMException && error.name === 'AbortError' ? null : 'card.failed');
    }
  }

  const savePicture = async (): Promise<void> =>
    saveFile(`${FILE_NAME}.png`, new Uint8Array(await (await renderPicture()).arrayBuffer()), 'image/png');
  const copyPicture = (): Promise<void> =>
    navigator.clipboard.write([new ClipboardItem({ 'image/png': renderPicture() })]);
  const copyWritten = async (): Promise<void> => setOutcome((await copyText(written)) ? 'card.copied' : 'card.failed');
  const share = async (): Promise<void> =>
    navigator.share({
      files: [new File([await renderPicture()], `${FILE_NAME}.png`, { type: 'image/png' })],
      text: written,
    });

  return (
    <section class="card rows" id="card">
      <h3>{t('card.title')}</h3>
      <p>{t('card.intro')}</p>
      <canvas class="card-picture" role="img" aria-label={t('card.alt')} ref={canvas} />
      <div class="bar wrap">
        {canShare() ? (
          <button type="button" id="share" class="main" onClick={() => void runAction(share, null)}>
            {t('card.share')}
          </button>
        ) : null}
        <button type="button" id="save-picture" onClick={() => void runAction(savePicture, 'card.saved')}>
          {t('card.save-picture')}
        </button>
        <button type="button" id="copy-picture" onClick={() => void runAction(copyPicture, 'card.copied')}>
          {t('card.copy-picture')}
        </button>
        <button
          type="button"
          id="save-text"
          onClick={() => void runAction(async () => saveFile(`${FILE_NAME}.txt`, written, 'text/plain'), 'card.saved')}
        >
          {t('card.save-text')}
        </button>
        <button type="button" id="copy-text" onClick={() => void copyWritten()}>
          {t('card.copy-text')}
        </button>
      </div>
      <p
        role="status"
        id="card-note"
        class={outcome === null ? 'unseen' : `note ${outcome === 'card.failed' ? 'caution' : ''}`}
      >
        {outcome === null ? '' : t(outcome)}
      </p>
      {/* What was not copied can be copied by hand. */}
      <details open={outcome === 'card.failed'}>
        <summary>{t('card.read')}</summary>
        <p class="words" dir="auto">
          {written}
        </p>
      </details>
    </section>
  );
}

/** Whether the browser can share a picture with other apps, as phones do. */
function canShare(): boolean {
  if (typeof navigator.canShare !== 'function') return false;
  return navigator.canShare({ files: [new File([''], `${FILE_NAME}.png`, { type: 'image/png' })] });
}
