/** The heading over what was seen: without a warning these are everyday words, and must not read like an accusation. */
import type { MessageKey } from '../../utils/i18n/messages.ts';
import type { Verdict } from '../../utils/model/verdict.ts';

export function reasonsHeadingKey({ level, reasons }: Verdict): MessageKey {
  return level === 'none' && !reasons.some(({ severity }) => severity === 'note') ? 'check.weak' : 'check.why';
}
