/**
 * What kinds of data a report holds, in Firefox's own names. The manifest declares all of them as optional, and the reader is
 * asked for those that the report at hand really carries.
 */
import type { ReportDocument } from './report-document.ts';

export const DATA_KINDS = [
  'websiteContent',
  'browsingActivity',
  'personalCommunications',
  'personallyIdentifyingInfo',
] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** Readers of pasted text, which tell nothing of a site. */
const PASTED_SITES: ReadonlySet<string> = new Set(['', 'check']);

/** In the order of DATA_KINDS; never empty. */
export function dataKindsIn({ kind, post }: ReportDocument): DataKind[] {
  const isPage = !PASTED_SITES.has(post.site);
  const isPublic = isPage && post.kind !== 'social' && post.kind !== 'message';
  const holds: Record<DataKind, boolean> = {
    websiteContent: isPage,
    // One address, of the post that is reported; the site is named even where the reader took the address out.
    browsingActivity: isPage || post.url !== undefined,
    // What was pasted may be a chat, and Firefox counts posts of social sites among them.
    personalCommunications: !isPublic && post.text !== undefined,
    // A recruiter's number is about a person, and the reader may say who they are. Of a changed layout no word is sent.
    personallyIdentifyingInfo: kind !== 'changed-layout',
  };
  return DATA_KINDS.filter((each) => holds[each]);
}
