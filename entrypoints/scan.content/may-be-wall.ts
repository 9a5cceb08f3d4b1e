/** A first test whether a page may be a login, a CAPTCHA, an error or a PDF file. The post detector tests it exactly. */
import { hasAnyMatch } from '../../utils/dom/has-match.ts';
import { isPdf } from '../../utils/dom/is-pdf.ts';
import type { PostDetectorRules } from '../../utils/sites/post-detector-rules.ts';
import { countPlainLetters } from './count-plain-letters.ts';

/** UTF-16 units. A page of a known site with fewer may be empty. */
const FEW_LETTERS = 80;
/** UTF-16 units. A page with as many is no challenge of an unknown kind. */
const MANY_LETTERS = 2000;

/** The part of the test that reads no element of the page: its address, type and title. */
export function isNamedLikeWall(document: Document, { shouldShowPosts, wallTitles }: PostDetectorRules): boolean {
  if (shouldShowPosts || isPdf(document)) return true;
  const title = document.title.trim().toLowerCase();
  return wallTitles.some((start) => title.startsWith(start));
}

export function mayBeWall(document: Document, rules: PostDetectorRules): boolean {
  if (isNamedLikeWall(document, rules) || hasAnyMatch(document, rules.wallSelectors)) return true;
  const letters = countPlainLetters(document, MANY_LETTERS);
  if (rules.adapter !== null && letters < FEW_LETTERS) return true;
  return letters < MANY_LETTERS && hasAnyMatch(document, rules.challengeSelectors);
}
