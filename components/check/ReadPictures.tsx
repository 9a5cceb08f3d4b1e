/** The pictures with the lines that were read outlined, and how much of them could be read. */
import type { JSX } from 'preact';
import { READ_WELL } from '../../utils/picture/reading-quality.ts';
import { useTranslator } from '../translator.ts';
import { qualityOf, type ReadPicture } from './use-pictures.ts';

export function ReadPictures({ pictures }: { pictures: readonly ReadPicture[] }): JSX.Element {
  const { t } = useTranslator();
  const quality = qualityOf(pictures);
  const codes = pictures.flatMap(({ reading }) => reading.codes);
  return (
    <section class="card rows" id="read-pictures" data-quality={quality.toFixed(2)} data-codes={JSON.stringify(codes)}>
      <h2>{t('picture.read')}</h2>
      {quality === 0 ? <p class="note caution">{t('picture.none')}</p> : null}
      {quality > 0 && quality < READ_WELL ? (
        <p class="note caution">{t('picture.partly', { percent: Math.round(quality * 10) * 10 })}</p>
      ) : null}
      {quality > 0 ? <p>{t('picture.mend')}</p> : null}
      {codes.length === 0 ? null : (
        <div class="rows">
          <p>{t('picture.codes')}</p>
          <ul class="dots">
            {codes.map((code) => (
              <li key={code} dir="auto">
                {code}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div class="read-pictures">
        {pictures.map(({ url, reading }) => (
          <div class="read-picture" key={url}>
            <img src={url} alt={t('picture.alt')} />
            <svg viewBox={`0 0 ${reading.width} ${reading.height}`} aria-hidden="true">
              {reading.lines.map(({ left, top, right, bottom, sure }) => (
                <rect
                  key={`${left} ${top}`}
                  class={sure ? 'sure' : 'unsure'}
                  x={left}
                  y={top}
                  width={right - left}
                  height={bottom - top}
                />
              ))}
            </svg>
          </div>
        ))}
      </div>
    </section>
  );
}
