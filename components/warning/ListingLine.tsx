/** Who listed the indicator, when and for what. A listing is always shown with its publisher. */
import type { JSX } from 'preact';
import type { Verdict } from '../../utils/model/verdict.ts';
import { displayText } from '../display-text.ts';
import { useTranslator } from '../translator.ts';

interface Props {
  verdict: Verdict;
  /** Absent where the line offers no dispute button. */
  onDispute?: (event: Event) => void;
  /** Address for disputes, shown as text: the overlay contains no links. */
  disputeAt?: string | null;
}

export function ListingLine({ verdict, onDispute, disputeAt = null }: Props): JSX.Element | null {
  const { t, find, day } = useTranslator();
  const { listing } = verdict;
  if (listing === undefined) return null;
  const values = { publisher: displayText(listing.publisher, 80), day: day(listing.listedOn) };
  return (
    <p class="listing">
      {t('listing.line', values)} {listing.added === true ? `${t('listing.added')} ` : ''}
      {find(`listing.category.${listing.category}`, 'listing.category.other')}
      {listing.disputedSince === undefined ? null : <> {t('listing.disputed', { day: day(listing.disputedSince) })}</>}
      {listing.evidence === '' ? null : (
        <span class="evidence"> {t('listing.evidence', { evidence: displayText(listing.evidence, 60) })}</span>
      )}{' '}
      {onDispute === undefined ? null : (
        <button type="button" class="plain" onClick={onDispute}>
          {t('listing.dispute')}
        </button>
      )}
      {disputeAt === null ? null : <bdi class="evidence"> {displayText(disputeAt, 120)}</bdi>}
    </p>
  );
}
