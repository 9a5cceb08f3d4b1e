/** What the reader has entered so far, and the report that results from it. */
import * as v from 'valibot';
import { JobPostSchema, type JobPost } from '../../utils/model/job-post.ts';
import { composeReport, type ReportChoices } from '../../utils/report/compose-report.ts';
import {
  DISPUTE_CATEGORIES,
  SUSPICION_CATEGORIES,
  WRONG_WARNING_CATEGORIES,
  type ReportCategory,
  type ReportDocument,
} from '../../utils/report/report-document.ts';
import type { EnteredReport, RemovablePart } from '../../utils/report/entered-report.ts';
import type { ReportPicture } from '../../utils/report/report-picture.ts';
import type { ReportDraft } from '../../utils/report/report-draft.ts';

export interface ReportForm extends EnteredReport {
  picture: ReportPicture | null;
  /** The picture is being drawn: nothing can be sent meanwhile. */
  isPicturePending: boolean;
}

export const EMPTY_FORM: ReportForm = {
  removed: [],
  categories: [],
  words: '',
  reach: '',
  message: '',
  seenNames: false,
  isPictureChanged: false,
  picture: null,
  isPicturePending: false,
  receipt: false,
  code: false,
};

/** What of the form is kept: all but the picture, which is drawn anew. */
export function enteredIn(form: ReportForm): EnteredReport {
  const { removed, categories, words, reach, message, seenNames, receipt, code, isPictureChanged } = form;
  return { removed, categories, words, reach, message, seenNames, receipt, code, isPictureChanged };
}

/** What stays the same while the page is open. */
export type ReportContext = Pick<ReportChoices, 'id' | 'locale' | 'appVersion' | 'today' | 'outcome'>;

/** Whether the reader describes the message, because no post was found. */
export function isOwnMessage({ post }: ReportDraft): boolean {
  return post.title === '' && post.text === '' && post.url === '' && post.contacts.length === 0;
}

export function categoriesFor(draft: ReportDraft): readonly ReportCategory[] {
  if (draft.dispute === true) return DISPUTE_CATEGORIES;
  if (draft.layout === true) return [];
  return draft.wrong ? WRONG_WARNING_CATEGORIES : SUSPICION_CATEGORIES;
}

/** The ending of message keys that differ by what is reported. */
export function messageVariant(draft: ReportDraft | null): '' | '.wrong' | '.dispute' | '.layout' {
  if (draft?.dispute === true) return '.dispute';
  if (draft?.layout === true) return '.layout';
  return draft?.wrong === true ? '.wrong' : '';
}

/** A dispute that was not begun at a warning. */
export function emptyDispute(isPrivate: boolean): ReportDraft {
  return {
    post: v.parse(JobPostSchema, { id: 'dispute' }),
    verdict: null,
    wrong: false,
    dispute: true,
    private: isPrivate,
  };
}

/** Removes a part, or puts it back. The address names the site, so neither leaves without the other. */
export function toggleRemoved(removed: readonly RemovablePart[], part: RemovablePart): RemovablePart[] {
  const together: readonly RemovablePart[] = part === 'url' || part === 'site' ? ['url', 'site'] : [part];
  if (!removed.includes(part)) return [...new Set([...removed, ...together])];
  const back = part === 'site' ? [part] : together;
  return removed.filter((other) => !back.includes(other));
}

/** The report exactly as it would be sealed now. */
export function buildDocument(draft: ReportDraft, form: ReportForm, facts: ReportContext): ReportDocument {
  const removed = form.removed.filter((field) => field !== 'verdict');
  const post = isOwnMessage(draft) ? { ...draft.post, ...enteredFields(draft, form.message) } : draft.post;
  const verdict = form.removed.includes('verdict') ? null : draft.verdict;
  const { categories, words, reach, seenNames, picture } = form;
  return composeReport(
    { ...draft, post, verdict },
    {
      ...facts,
      outcome: form.code ? (facts.outcome ?? null) : null,
      removed,
      categories,
      words,
      reach,
      seenNames,
      picture,
    },
  );
}

function enteredFields({ dispute }: ReportDraft, message: string): Partial<JobPost> {
  if (dispute !== true) return { text: message };
  return {
    contacts: message
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  };
}

/** Whether it contains nothing that a moderator could use. */
export function isEmptyReport({ kind, post, picture, words, categories }: ReportDocument): boolean {
  if (kind === 'dispute' && post.contacts === undefined && post.text === undefined) return true;
  const { kind: _kind, site: _site, ...content } = post;
  return Object.keys(content).length === 0 && picture === undefined && words === '' && categories.length === 0;
}
