/** The figures that a publisher publishes about its own work. */
import type { JSX } from 'preact';
import type { Statistics } from '../../utils/desk/desk-export.ts';
import { useTranslator } from '../translator.ts';

export function StatisticsPart({ statistics }: { statistics: Statistics }): JSX.Element {
  const { t } = useTranslator();
  const { listed, withdrawn, waiting, disputes, daysToDecide } = statistics;
  return (
    <section class="card rows" id="statistics">
      <h3>{t('list.statistics')}</h3>
      <ul class="rows">
        <li>{t('desk.count.listed', { count: listed })}</li>
        <li>{t('desk.count.waiting', { count: waiting })}</li>
        <li>{t('desk.count.withdrawn', { count: withdrawn })}</li>
        <li>{t('desk.count.disputes', { count: disputes.underReview })}</li>
        {daysToDecide === null ? null : <li>{t('desk.count.days', { count: daysToDecide.median })}</li>}
      </ul>
    </section>
  );
}
