/** Message key of the heading above the reasons; without a warning it must not read like an accusation. */
import type { MessageKey } from '../../utils/i18n/messages.ts';
import type { Verdict } from '../../utils/model/verdict.ts';

export function reasonsHeadingKey({ level, reasons }: Verdict): MessageKey {
  const isNotable = reasons.some(({ severity }) => severity === 'note' || severity === 'strong');
  return level === 'none' && !isNotable ? 'check.weak' : 'check.why';
}
