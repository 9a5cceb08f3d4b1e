/** Message key of the heading of a result; a conversation is called a chat, not a post. */
import type { CheckResult } from '../../utils/check/check-text.ts';
import type { MessageKey } from '../../utils/i18n/messages.ts';
import { levelKey } from '../warning/level-key.ts';

/** The heading on the page. `isPartlyRead`: the text comes from a picture that could not be read well. */
export function headingKey(result: CheckResult, isPartlyRead: boolean): MessageKey {
  const { level, kind } = result.verdict;
  const isOffer = kind !== 'held' && kind !== 'too-little';
  return isPartlyRead && level === 'none' && isOffer ? 'picture.unsure' : resultKey(result);
}

export function resultKey({ verdict, style }: CheckResult): MessageKey {
  const key = levelKey(verdict);
  if (style === null) return key;
  return key === 'level.danger.lure' || key === 'level.danger.job-scam' ? `${key}.chat` : key;
}
