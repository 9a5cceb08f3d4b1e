/** A short name for a post in a list: its title, else its poster, else its first words. */
import type { JobPost } from '../../utils/model/job-post.ts';
import { displayText } from '../display-text.ts';

/** UTF-16 units. */
const MAX_TITLE_UNITS = 90;

/** '' when the post has none of them. */
export function postTitle({ title, poster, text }: JobPost): string {
  return [title, poster, text].map((field) => displayText(field, MAX_TITLE_UNITS)).find((name) => name !== '') ?? '';
}
