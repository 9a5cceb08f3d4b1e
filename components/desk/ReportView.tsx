/** One report in full: what the reporter sent, and how the engine reads it. Addresses are text, never links. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ReportBody } from '../../utils/desk/report-rows.ts';
import type { DeskReport } from '../../utils/desk/queue.ts';
import { REPORT_FIELDS } from '../../utils/report/report-document.ts';
import { levelKey } from '../warning/level-key.ts';
import { useTranslator } from '../translator.ts';
import { PictureView, type DeskPictures } from './PictureView.tsx';
import { UntrustedText } from './UntrustedText.tsx';

interface Props {
  report: DeskReport;
  /** Null when it is not stored any more. */
  onBody: (id: string) => Promise<ReportBody | null>;
  /** Absent where the picture of a report is not shown. */
  pictures?: DeskPictures;
}

export function ReportView({ report, onBody, pictures }: Props): JSX.Element {
  const { t, day } = useTranslator();
  const { id } = report.facts;
  const [body, setBody] = useState<ReportBody | null | 'loading'>('loading');
  useEffect(() => {
    let gone = false;
    setBody('loading');
    const show = (found: ReportBody | null): void => {
      if (!gone) setBody(found);
    };
    onBody(id).then(show, () => show(null));
    return () => {
      gone = true;
    };
  }, [id]);
  if (body === 'loading') return <p class="quiet">{t('desk.report.loading')}</p>;
  if (body === null) return <p class="note caution">{t('desk.report.lost')}</p>;
  const { document, reading } = body;
  return (
    <article class="rows report">
      <h3>
        {t(`desk.kind.${document.kind}`)} · {day(document.createdOn)}
      </h3>
      <p class="quiet">{t(`desk.source.${report.facts.source}`)}</p>
      {document.categories.length === 0 ? null : (
        <ul class="topics">
          {document.categories.map((category) => (
            <li key={category}>{t(`category.${category}`)}</li>
          ))}
        </ul>
      )}
      {document.answer === undefined ? null : <p>{t(`feedback.${document.answer}`)}</p>}
      {document.seenNames === undefined ? null : <p>{t('desk.report.seen-names', { count: document.seenNames })}</p>}
      {document.words === '' ? null : (
        <div class="words">
          <UntrustedText text={document.words} />
        </div>
      )}
      <dl class="letter">
        {REPORT_FIELDS.map((field) => {
          const value = document.post[field];
          if (value === undefined || value.length === 0) return null;
          return (
            <div key={field} class="line">
              <dt>{t(`field.${field}`)}</dt>
              <dd>
                <div class="value" dir="auto">
                  <UntrustedText text={typeof value === 'string' ? value : value.join('\n')} />
                </div>
              </dd>
            </div>
          );
        })}
        {document.reach === '' ? null : (
          <div class="line">
            <dt>{t('desk.report.reach')}</dt>
            <dd>
              <div class="value" dir="auto">
                <UntrustedText text={document.reach} />
              </div>
            </dd>
          </div>
        )}
      </dl>
      {pictures === undefined ? null : (
        <PictureView key={id} picture={document.picture} fault={reading.pictureFault ?? null} pictures={pictures} />
      )}
      <ReadingPart reading={reading} />
    </article>
  );
}

function ReadingPart({ reading }: { reading: ReportBody['reading'] }): JSX.Element {
  const { t, find } = useTranslator();
  return (
    <section class="rows tight reading">
      <h4>{t('desk.reading')}</h4>
      <p>{reading.guarded ? t('desk.reading.guarded') : t(levelKey(reading))}</p>
      <ul>
        {reading.reasons.map(({ id, quote }) => (
          <li key={`${id} ${quote ?? ''}`}>
            {find(`reason.${id}`, 'reason.other')}
            {quote === null ? null : (
              <>
                {' “'}
                <UntrustedText text={quote} maxUnits={200} />”
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
