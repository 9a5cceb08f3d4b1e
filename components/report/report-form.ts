/** What the reader has entered so far, and the report that it makes. */
import { composeReport, type ReportChoices } from '../../utils/report/compose.ts';
import {
  SUSPICION_CATEGORIES,
  WRONG_CATEGORIES,
  type ReportCategory,
  type ReportDocument,
  type ReportField,
} from '../../utils/report/document.ts';
import type { ReportDraft } from '../../utils/report/draft.ts';

export interface ReportForm {
  /** Fields taken out; `verdict` is what JobLantern had said. */
  removed: readonly (ReportField | 'verdict')[];
  categories: readonly ReportCategory[];
  words: string;
  reach: string;
  /** The message itself, where the report is not about a post that was found. */
  message: string;
  /** Keep the day of delivery. */
  receipt: boolean;
}

export const EMPTY_FORM: ReportForm = {
  removed: [],
  categories: [],
  words: '',
  reach: '',
  message: '',
  receipt: false,
};

/** What stays the same while the page is open. */
export type ReportFacts = Pick<ReportChoices, 'id' | 'locale' | 'appVersion' | 'today'>;

/** Whether there was a post, or the reader describes one. */
export function isOwnMessage({ post }: ReportDraft): boolean {
  return post.title === '' && post.text === '' && post.url === '';
}

export function categoriesFor(draft: ReportDraft): readonly ReportCategory[] {
  return draft.wrong ? WRONG_CATEGORIES : SUSPICION_CATEGORIES;
}

/** The report exactly as it would be sealed now. */
export function documentOf(draft: ReportDraft, form: ReportForm, facts: ReportFacts): ReportDocument {
  const removed = form.removed.filter((field) => field !== 'verdict');
  const post = isOwnMessage(draft) ? { ...draft.post, text: form.message } : draft.post;
  const verdict = form.removed.includes('verdict') ? null : draft.verdict;
  const { categories, words, reach } = form;
  return composeReport({ ...draft, post, verdict }, { ...facts, removed, categories, words, reach });
}

/** Nothing in it that could help anybody. */
export function isEmpty({ post, words, categories }: ReportDocument): boolean {
  const { kind: _kind, site: _site, ...said } = post;
  return Object.keys(said).length === 0 && words === '' && categories.length === 0;
}
