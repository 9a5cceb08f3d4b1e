/** Message keys for the level of a verdict and for advice. */
import type { MessageKey } from '../../utils/i18n/messages.ts';
import type { Verdict } from '../../utils/model/verdict.ts';

export function levelKey({ level, kind }: Pick<Verdict, 'level' | 'kind'>): MessageKey {
  if (kind === 'held' || kind === 'too-little') return `level.${kind}`;
  if (level === 'none') return 'level.none';
  if (level === 'danger') {
    return kind === 'listed'
      ? 'level.danger.listed'
      : kind === 'job-scam'
        ? 'level.danger.job-scam'
        : 'level.danger.lure';
  }
  return kind === 'listed' ? 'level.caution.listed' : 'level.caution';
}

/** Keys of the advice for the reader, most urgent first. */
export function adviceKeys({ level, kind }: Verdict): MessageKey[] {
  if (level !== 'danger') return ['next.caution.1', 'next.caution.2'];
  if (kind === 'listed') return ['next.danger.listed.1', 'next.danger.listed.2', 'next.danger.listed.3'];
  return kind === 'job-scam'
    ? ['next.danger.job-scam.1', 'next.danger.job-scam.2', 'next.danger.job-scam.3']
    : ['next.danger.lure.1', 'next.danger.lure.2', 'next.danger.lure.3'];
}
