/** Answers to "Was this right?": counts by reason and language, and the answers that came with a text. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ReportBody } from '../../utils/desk/report-rows.ts';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import { feedbackTable, type FeedbackRow } from '../../utils/desk/feedback-table.ts';
import type { DeskReport } from '../../utils/desk/queue.ts';
import { FEEDBACK_ANSWERS } from '../../utils/report/feedback-answer.ts';
import { useTranslator } from '../translator.ts';
import { ReportView } from './ReportView.tsx';
import { UntrustedText } from './UntrustedText.tsx';

interface Props {
  state: DeskState;
  isBusy: boolean;
  onBody: (id: string) => Promise<ReportBody | null>;
  onExportFeedback: () => void;
}

/** Rows and texts that are drawn; the file has every row. */
const MAX_DRAWN = 200;

export function FeedbackPart({ state, isBusy, onBody, onExportFeedback }: Props): JSX.Element {
  const { t } = useTranslator();
  const rows = feedbackTable(state.reports.values());
  // The newest first: those that were read long ago must not keep them out of view.
  const texts = [...state.reports.values()]
    .filter(({ facts }) => facts.feedback !== undefined && facts.title !== '')
    .reverse();
  if (rows.length === 0) return <p class="quiet">{t('desk.feedback.empty')}</p>;
  return (
    <>
      <section class="card rows" id="feedback">
        <p>{t('desk.feedback.note')}</p>
        <FeedbackTable rows={rows.slice(0, MAX_DRAWN)} />
        <div class="bar wrap">
          <button type="button" id="feedback-csv" disabled={isBusy} onClick={onExportFeedback}>
            {t('desk.feedback.save')}
          </button>
        </div>
      </section>
      {texts.length === 0 ? null : <FeedbackTexts texts={texts.slice(0, MAX_DRAWN)} onBody={onBody} />}
    </>
  );
}

function FeedbackTable({ rows }: { rows: readonly FeedbackRow[] }): JSX.Element {
  const { t, find } = useTranslator();
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('desk.tab.feedback')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('desk.feedback.sign')}</th>
            <th scope="col">{t('desk.feedback.language')}</th>
            {FEEDBACK_ANSWERS.map((answer) => (
              <th key={answer} scope="col" class="number">
                {t(`feedback.${answer}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={JSON.stringify([row.reason, row.language])}>
              <th scope="row">
                {row.reason === '' ? t('desk.feedback.no-sign') : find(`reason.${row.reason}`, 'reason.other')}
                {row.reason === '' ? null : (
                  <>
                    {' '}
                    <code dir="ltr">
                      <UntrustedText text={row.reason} maxUnits={80} />
                    </code>
                  </>
                )}
              </th>
              <td dir="ltr">
                <UntrustedText text={row.language} maxUnits={35} />
              </td>
              {FEEDBACK_ANSWERS.map((answer) => (
                <td key={answer} class="number">
                  {row[answer]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FeedbackTextsProps {
  texts: readonly DeskReport[];
  onBody: (id: string) => Promise<ReportBody | null>;
}

/** The answers that came with a text; the chosen one is shown whole. */
function FeedbackTexts({ texts, onBody }: FeedbackTextsProps): JSX.Element {
  const { t } = useTranslator();
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <section class="card rows" id="feedback-texts">
      <h2>{t('desk.feedback.texts')}</h2>
      <ul class="rows tight">
        {texts.map((report) => {
          const { id, title, feedback } = report.facts;
          const isOpen = id === chosen;
          return (
            <li key={id}>
              <button type="button" aria-expanded={isOpen} onClick={() => setChosen(isOpen ? null : id)}>
                <span>
                  {t(`feedback.${feedback?.answer ?? 'unsure'}`)} ·{' '}
                  <UntrustedText text={title.replaceAll(/\s+/gu, ' ')} maxUnits={90} />
                </span>
              </button>
              {isOpen ? <ReportView report={report} onBody={onBody} /> : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
