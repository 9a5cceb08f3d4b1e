/** Messages between the page, the judge worker and the list worker. */
import type { ChannelInfo, ChannelPreview, ChannelRefusal } from '../utils/contracts/channel-status.ts';
import type { Analysis } from '../utils/detect/analysis.ts';
import type { JobPost } from '../utils/model/job-post.ts';
import type { Verdict } from '../utils/model/verdict.ts';

/** From the judge worker: posts with their analyses. The answer is their verdicts, in order. */
export interface VerdictsRequest {
  id: number;
  posts: readonly JobPost[];
  analyses: readonly Analysis[];
}
export type VerdictsResponse = { id: number; verdicts: Verdict[] } | { id: number; error: string };

/** From the page. */
export type ListsRequest =
  | { id: number; kind: 'connect' }
  | { id: number; kind: 'channels' }
  | { id: number; kind: 'sync' }
  | { id: number; kind: 'preview'; text: string }
  | { id: number; kind: 'add'; text: string; fingerprint: string }
  | { id: number; kind: 'remove'; channel: string };

export type ListsValue = ChannelInfo[] | ChannelPreview | ChannelRefusal | null;
export type ListsResponse = { id: number; value: ListsValue } | { id: number; error: string };
