/** Message key of the heading of a result; a conversation is called a chat, not a post. */
import type { CheckResult } from '../../utils/check/check-text.ts';
import type { MessageKey } from '../../utils/i18n/messages.ts';
import { levelKey } from '../warning/level-key.ts';

export function resultKey({ verdict, style }: CheckResult): MessageKey {
  const key = levelKey(verdict);
  if (style === null) return key;
  return key === 'level.danger.lure' || key === 'level.danger.job-scam' ? `${key}.chat` : key;
}
