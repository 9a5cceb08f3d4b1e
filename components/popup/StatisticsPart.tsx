/** The figures that a publisher publishes about its own work, folded: listed, waiting, withdrawn, disputed, days to decide. */
import type { JSX } from 'preact';
import type { Statistics } from '../../utils/desk/desk-export.ts';
import { useTranslator } from '../translator.ts';

export function StatisticsPart({ statistics }: { statistics: Statistics }): JSX.Element {
  const { t } = useTranslator();
  const { listed, withdrawn, waiting, disputes, daysToDecide } = statistics;
  return (
    <details id="statistics">
      <summary>{t('list.statistics')}</summary>
      <ul class="rows">
        <li>{t('desk.count.listed', { count: listed })}</li>
        <li>{t('desk.count.waiting', { count: waiting })}</li>
        <li>{t('desk.count.withdrawn', { count: withdrawn })}</li>
        <li>{t('desk.count.disputes', { count: disputes.underReview })}</li>
        {daysToDecide === null ? null : <li>{t('desk.count.days', { count: daysToDecide.median })}</li>}
      </ul>
    </details>
  );
}
