/** The flagged posts of the frame, by the keys of their elements. */
import type { Finding } from '../../utils/page-reader/overlay-state.ts';
import type { ReaderDecisions } from './reader-decisions.ts';

interface KeyedFinding {
  key: string;
  finding: Finding;
}

export interface WarnedPosts {
  all(): readonly Finding[];
  set(findings: readonly Finding[]): void;
  keyOf(finding: Finding): string;
  /** The post with this key; undefined for none. */
  get(key: string | null): Finding | undefined;
  /** Those whose warning the reader has not dismissed, in the order of the page. */
  shown(): KeyedFinding[];
}

/** @param elementKey the unique key of a post's element */
export function createWarnedPosts(
  elementKey: (element: Element) => string,
  { isDismissed }: Pick<ReaderDecisions, 'isDismissed'>,
): WarnedPosts {
  let findings: readonly Finding[] = [];
  const keyOf = ({ element }: Finding): string => elementKey(element);
  return {
    all: () => findings,
    set: (wanted) => void (findings = wanted),
    keyOf,
    get: (key) => findings.find((finding) => keyOf(finding) === key),
    shown: () => findings.flatMap((finding) => (isDismissed(finding) ? [] : { key: keyOf(finding), finding })),
  };
}
