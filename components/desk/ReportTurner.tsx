/** Turns from one report of a case to the next. */
import type { JSX } from 'preact';
import { useTranslator } from '../translator.ts';

interface Props {
  /** Place of the report in view, from 0 on. */
  at: number;
  count: number;
  onTurn: (to: number) => void;
}

export function ReportTurner({ at, count, onTurn }: Props): JSX.Element | null {
  const { t } = useTranslator();
  if (count < 2) return null;
  return (
    <div class="bar wrap">
      <button type="button" disabled={at === 0} onClick={() => onTurn(at - 1)}>
        {t('desk.report.before')}
      </button>
      <span class="quiet">{t('desk.report.of', { report: at + 1, count })}</span>
      <button type="button" disabled={at >= count - 1} onClick={() => onTurn(at + 1)}>
        {t('desk.report.after')}
      </button>
    </div>
  );
}
