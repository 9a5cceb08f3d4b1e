/**
 * Checks a text that may be longer than what is read at once. A chat ends with its newest messages, and so with a cry
 * for help. Where its first part gives no warning, the last part is read, too.
 */
import type { CheckResult } from './check-text.ts';
import { MAX_PASTED_UNITS } from './paste-limits.ts';

interface ReadPart {
  /** The part of the text that the result is about. */
  read: string;
  found: CheckResult;
}

/** @param check judges a text */
export async function checkBothEnds(text: string, check: (text: string) => Promise<CheckResult>): Promise<ReadPart> {
  const first = { read: text, found: await check(text) };
  if (text.length <= MAX_PASTED_UNITS || isWarning(first.found)) return first;
  const end = text.slice(-MAX_PASTED_UNITS);
  // A message that was cut in two would be taken for one without a sender.
  const read = end.slice(end.indexOf('\n') + 1);
  const found = await check(read);
  // The page's words on a cut speak of the first part.
  return isWarning(found) ? { read, found: { ...found, truncated: false } } : first;
}

const isWarning = ({ verdict: { level, kind } }: CheckResult): boolean => level !== 'none' || kind === 'held';
