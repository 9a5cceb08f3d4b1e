/**
 * Which kinds of data a report contains, in Firefox's names (`data_collection_permissions`). The manifest declares all of
 * them as optional; the reader is asked for those that this report contains.
 */
import type { ReportDocument } from './report-document.ts';

export const DATA_KINDS = [
  'websiteContent',
  'browsingActivity',
  'personalCommunications',
  'personallyIdentifyingInfo',
] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** Kinds of an answer to "Was this right?", with the text of the post when the reader ticked it. It names no site. */
export const FEEDBACK_DATA_KINDS: readonly DataKind[] = [
  'websiteContent',
  'personalCommunications',
  'personallyIdentifyingInfo',
];

/** Sites of pasted text: they name no site. */
const PASTED_SITES: ReadonlySet<string> = new Set(['', 'check']);

/**
 * In the order of DATA_KINDS; never empty.
 * @param site where the post was found, also when the reader took the site out. Its words are still a page's
 */
export function dataKindsIn({ kind, post, picture }: ReportDocument, site: string): DataKind[] {
  const isPage = !PASTED_SITES.has(site);
  const isPublic = isPage && post.kind !== 'social' && post.kind !== 'message';
  const holds: Record<DataKind, boolean> = {
    websiteContent: isPage,
    // The address of the reported post, or its site.
    browsingActivity: !PASTED_SITES.has(post.site) || post.url !== undefined,
    // Pasted text and a picture may be a chat. Firefox counts posts of social sites as personal communications.
    personalCommunications: (!isPublic && post.text !== undefined) || picture !== undefined,
    // A recruiter's number is about a person, and the reader may name themselves. A changed layout contains no words.
    personallyIdentifyingInfo: kind !== 'changed-layout',
  };
  return DATA_KINDS.filter((each) => holds[each]);
}
