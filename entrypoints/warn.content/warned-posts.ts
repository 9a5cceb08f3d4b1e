/** The flagged posts of the frame, by the keys of their elements. */
import type { WarnedPost } from '../../components/warning/Warnings.tsx';
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
  /** The same, as they are drawn. */
  shownPosts(): WarnedPost[];
}

/** @param elementKey the unique key of a post's element */
export function createWarnedPosts(
  elementKey: (element: Element) => string,
  { isDismissed }: Pick<ReaderDecisions, 'isDismissed'>,
): WarnedPosts {
  let findings: readonly Finding[] = [];
  const keyOf = ({ element }: Finding): string => elementKey(element);
  const shown = (): KeyedFinding[] =>
    findings.flatMap((finding) => (isDismissed(finding) ? [] : { key: keyOf(finding), finding }));
  return {
    all: () => findings,
    set: (wanted) => void (findings = wanted),
    keyOf,
    get: (key) => findings.find((finding) => keyOf(finding) === key),
    shown,
    shownPosts: () => shown().map(({ key, finding: { verdict, post } }) => ({ key, verdict, title: post.title })),
  };
}
