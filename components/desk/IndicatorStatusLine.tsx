/** The state of an indicator, and why it is not published. */
import type { JSX } from 'preact';
import type { IndicatorState } from '../../utils/desk/log-state.ts';
import { publicationOf } from '../../utils/desk/publication.ts';
import { useTranslator } from '../translator.ts';

interface Props {
  indicator: IndicatorState;
  /** `YYYY-MM-DD` */
  today: string;
}

export function IndicatorStatusLine({ indicator, today }: Props): JSX.Element {
  const { t, day, find } = useTranslator();
  const publication = publicationOf(indicator, today);
  return (
    <span class="standing">
      {t(`desk.standing.${indicator.status}`)}
      {indicator.category === null
        ? null
        : ` ${find(`listing.category.${indicator.category}`, 'listing.category.other')}`}
      {indicator.disputedSince === null ? null : ` ${t('listing.disputed', { day: day(indicator.disputedSince) })}`}
      {publication.state === 'held' ? ` ${t(`desk.held.${publication.why}`)}` : null}
      {publication.state === 'waiting' ? ` ${t('desk.held.until', { day: day(publication.until) })}` : null}
    </span>
  );
}
