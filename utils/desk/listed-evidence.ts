/** A moderator's reference to the evidence as the publisher's list takes it: `channel add` refuses a whole file for one. */
import { MAX_TEXT_BYTES } from '../indicators/listings.ts';
import { encodeUtf8 } from '../indicators/utf8.ts';

const MARK_OF_CUT = '…';

/** Without control characters, and cut to what the list holds; '' when nothing is left. */
export function listedEvidence(evidence: string): string {
  const plain = evidence
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  if (encodeUtf8(plain).length <= MAX_TEXT_BYTES) return plain;
  const letters = Array.from(plain);
  while (encodeUtf8(letters.join('') + MARK_OF_CUT).length > MAX_TEXT_BYTES) letters.pop();
  return `${letters.join('').trimEnd()}${MARK_OF_CUT}`;
}
