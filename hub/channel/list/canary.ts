/**
 * The canary rule for listings: a name from one private message would tell its recruiter who reported it. The desk
 * gives for each listing where it was seen (`source`), and the first day of publication (`not_before`).
 */
import { dayNumber } from '../../../utils/indicators/day-number.ts';
import { FormatError } from '../../../utils/indicators/format-error.ts';
import { SOURCES } from '../../../utils/desk/desk-export.ts';

/** Columns of `add` beside those of entry.ts. They are not stored. */
export const CANARY_COLUMNS = ['source', 'not_before'] as const;

export type PublicationHold = { refused: string } | { until: string };

/** Returns why the row may not be published now, or null. @param today `YYYY-MM-DD` */
export function publicationHold(cells: Readonly<Record<string, string>>, today: string): PublicationHold | null {
  const { source = '', not_before: notBefore = '', listed_on: listedOn = '' } = cells;
  if (source !== '' && !SOURCES.some((known) => known === source)) {
    return { refused: `the source "${source}" is none of ${SOURCES.join(', ')}` };
  }
  if (source === 'private') {
    return { refused: 'it was seen in private messages only: its recruiter could learn who reported it' };
  }
  if (source === 'confirmed' && notBefore === '') {
    return { refused: 'it was first seen in a private message, so it needs not_before: a day one to seven days later' };
  }
  if (notBefore === '') return null;
  try {
    dayNumber(notBefore);
  } catch (error) {
    if (error instanceof FormatError) return { refused: `not_before: ${error.message}` };
    throw error;
  }
  if (listedOn !== '' && listedOn < notBefore) {
    return { refused: `listed_on ${listedOn} lies before not_before: it would show when it was reported` };
  }
  return notBefore > today ? { until: notBefore } : null;
}
