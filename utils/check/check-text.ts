/**
 * Judges a pasted text: each message, all messages of each sender, and the whole. An offer may be spread over messages and
 * people. The worst verdict counts; its reasons have offsets into the pasted text. Where there is no danger, a cry for help is
 * looked for in what is too long to be one.
 */
import type { JobPost } from '../model/job-post.ts';
import type { Span } from '../model/span.ts';
import type { Level, Reason, Verdict } from '../model/verdict.ts';
import { parseConversation, type PastedMessage } from './parse-conversation.ts';
import type { TextFacts } from './text-facts.ts';
import { MAX_PASTED_UNITS } from './paste-limits.ts';
import { postFromText } from './post-from-text.ts';

export interface CheckDeps {
  /** Verdicts in the order of the posts, listings included. */
  judgePosts(posts: readonly JobPost[]): Promise<Verdict[]>;
  /** Places and contacts in the text, with offsets into it. */
  readFacts(text: string): Promise<TextFacts>;
  /** Whether one of the texts, too long to be judged as a cry for help, holds one (`find-cry.ts`). */
  holdsCry(texts: readonly string[]): Promise<boolean>;
}

export interface CheckedMessage extends PastedMessage {
  /** Level of this message alone. */
  level: Level;
}

/** A span of the pasted text that gave a reason. */
export interface Mark extends Span {
  severity: Reason['severity'];
}

export interface CheckResult extends TextFacts {
  /** The worst verdict; the offsets of its reasons count in the pasted text. */
  verdict: Verdict;
  /** Id of the chat style, or null for one message. */
  style: string | null;
  messages: CheckedMessage[];
  /** Senders in order of appearance. */
  senders: string[];
  /** In order, without overlaps. */
  marks: Mark[];
  /** A part was left out: the text was longer than `MAX_PASTED_UNITS`, or too many people wrote. */
  truncated: boolean;
  /** The lists did not answer, so that nothing was looked up in them. */
  areListsSilent?: boolean;
}

/** The first and the newest messages are judged singly, too: a cry for help is seen only in a short text, and comes last. */
const MAX_FIRST_MESSAGES = 300;
const MAX_NEWEST_MESSAGES = 700;
/** Others that are in no group are judged singly; where there are more, a part is left out. */
const MAX_OTHER_MESSAGES = 2_000;
/** With more speakers the whole is not judged as one post: it may hold many offers. */
const MAX_SPEAKERS_TOGETHER = 4;
const MAX_SENDER_GROUPS = 30;

/** Messages of the pasted text that are judged as one post. */
interface PastedPost {
  post: JobPost;
  /** By message: offset `at` in the post's text, and its span in the pasted text. */
  sources: (Span & { at: number })[];
  /** How many people wrote it. */
  senders: number;
}

/** @param ownName sender name of the reader, or null; the reader's own messages are shown but not judged */
export async function checkText(pasted: string, ownName: string | null, deps: CheckDeps): Promise<CheckResult> {
  const text = pasted.slice(0, MAX_PASTED_UNITS);
  const { style, messages } = parseConversation(text);
  const judgedMessages = messages.filter(({ sender }) => ownName === null || sender !== ownName);
  const senders = [...new Set(messages.map(({ sender }) => sender))].filter((sender) => sender !== '');
  const groups = judgedMessages.length < 2 ? [] : senderGroups(judgedMessages);
  const { singles, left } = singleMessages(judgedMessages, groups);
  const posts = [...singles.map((message) => [message]), ...groups].map((group) => postOfMessages(text, group));
  const [verdicts, facts] = await Promise.all([
    deps.judgePosts(posts.map(({ post }) => post)),
    deps.readFacts(judgedMessages.length === messages.length ? text : blankOthers(text, judgedMessages)),
  ]);
  const located = verdicts.map((verdict, index) => locateVerdict(verdict, posts[index] as PastedPost));
  const worst = located.reduce((a, b) => (isWorse(b.verdict, a.verdict) ? b : a), located[0] ?? EMPTY_VERDICT);
  const singleVerdicts = located.slice(0, singles.length);
  const isHeld = mayHoldCry(worst.verdict) && (await deps.holdsCry(textsOfOne(posts)));
  const shown = [worst, ...singleVerdicts.filter(({ verdict }) => verdict.level !== 'none')];
  const levels = new Map(singleVerdicts.map(({ verdict }, index) => [singles[index], verdict.level]));
  return {
    verdict: isHeld ? asHeld(worst.verdict) : worst.verdict,
    style,
    messages: messages.map((message) => ({ ...message, level: levels.get(message) ?? 'none' })),
    senders,
    // The reasons of an offer have no place beside a cry for help
    marks: isHeld ? [] : withoutOverlaps(shown.flatMap(({ marks }) => marks)),
    ...facts,
    truncated: pasted.length > text.length || left > 0,
  };
}

interface LocatedVerdict {
  verdict: Verdict;
  marks: Mark[];
}

const HELD: Verdict = { level: 'none', kind: 'held', score: 0, language: 'und', reasons: [] };
const EMPTY_VERDICT: LocatedVerdict = {
  verdict: { level: 'none', kind: null, score: 0, language: 'und', reasons: [] },
  marks: [],
};

/** A cry for help comes behind danger, and a listed recruiter stays named. */
const mayHoldCry = (verdict: Verdict): boolean => rankOf(verdict) < rankOf(HELD) && verdict.listing === undefined;

/** A caution gives way to a cry for help, and its reasons with it. */
const asHeld = ({ score, language }: Verdict): Verdict => ({ ...HELD, score, language });

/** The texts of the posts that one person wrote. */
const textsOfOne = (posts: readonly PastedPost[]): string[] =>
  posts.filter(({ senders }) => senders < 2).map(({ post }) => post.text);

/** The messages to judge one by one, and how many of those in no group are left out. */
function singleMessages(
  messages: readonly PastedMessage[],
  groups: readonly (readonly PastedMessage[])[],
): { singles: PastedMessage[]; left: number } {
  const grouped = new Set(groups.flat());
  const others = messages.slice(MAX_FIRST_MESSAGES, -MAX_NEWEST_MESSAGES).filter((message) => !grouped.has(message));
  const singles = new Set([
    ...messages.slice(0, MAX_FIRST_MESSAGES),
    ...others.slice(0, MAX_OTHER_MESSAGES),
    ...messages.slice(-MAX_NEWEST_MESSAGES),
  ]);
  return { singles: [...singles], left: Math.max(0, others.length - MAX_OTHER_MESSAGES) };
}

/** The messages of each sender, and all messages where there are few senders. */
function senderGroups(messages: readonly PastedMessage[]): PastedMessage[][] {
  const bySender = new Map<string, PastedMessage[]>();
  for (const message of messages) bySender.set(message.sender, [...(bySender.get(message.sender) ?? []), message]);
  const groups = [...bySender.values()].filter((group) => group.length > 1).slice(0, MAX_SENDER_GROUPS);
  const whole = bySender.size > 1 && bySender.size <= MAX_SPEAKERS_TOGETHER ? [[...messages]] : [];
  return [...groups, ...whole];
}

function postOfMessages(text: string, messages: readonly PastedMessage[]): PastedPost {
  const sources: PastedPost['sources'] = [];
  let joined = '';
  for (const { start, end } of messages) {
    sources.push({ at: joined.length, start, end });
    joined += `${text.slice(start, end)}\n`;
  }
  const senders = new Set(messages.map(({ sender }) => sender));
  const names = [...senders].filter((sender) => sender !== '');
  return {
    sources,
    senders: senders.size,
    post: postFromText(
      joined.trimEnd(),
      // A sender outside the address book is shown by number, which may be listed
      names.filter((name) => /\p{Nd}{3}.*\p{Nd}{3}/u.test(name) || name.startsWith('@')),
      names.length === 1 ? names[0] : '',
    ),
  };
}

/** Converts the offsets of a verdict to the pasted text; adds a mark for each message that a quote touches. */
function locateVerdict(verdict: Verdict, { sources }: PastedPost): LocatedVerdict {
  const marks: Mark[] = [];
  const reasons = verdict.reasons.map((reason): Reason => {
    if (reason.field !== 'text' || reason.start === null || reason.end === null) return reason;
    const spans = originalSpans(sources, reason.start, reason.end);
    const [first, last] = [spans[0], spans.at(-1)];
    if (first === undefined || last === undefined) return { ...reason, start: null, end: null };
    marks.push(...spans.map((span) => ({ ...span, severity: reason.severity })));
    return { ...reason, start: first.start, end: last.end };
  });
  return { verdict: { ...verdict, reasons }, marks };
}

function originalSpans(sources: PastedPost['sources'], from: number, to: number): Span[] {
  return sources.flatMap(({ at, start, end }) => {
    const first = Math.max(start, start + from - at);
    const last = Math.min(end, start + to - at);
    return first < last ? [{ start: first, end: last }] : [];
  });
}

/** Danger first, then a cry for help, caution, other texts, and last a text in which nothing can be judged. */
function rankOf({ level, kind }: Verdict): number {
  if (kind === 'held') return 3;
  if (level === 'none') return kind === 'too-little' ? 0 : 1;
  return level === 'danger' ? 4 : 2;
}

/** Higher rank first; on the same rank a listed one, then the higher score. */
export function isWorse(a: Verdict, b: Verdict): boolean {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank > 0;
  const listed = Number(a.listing !== undefined) - Number(b.listing !== undefined);
  return listed === 0 ? a.score > b.score : listed > 0;
}

/** Keeps the earlier of two overlapping marks; of two with the same start the longer. */
function withoutOverlaps(marks: readonly Mark[]): Mark[] {
  const kept: Mark[] = [];
  for (const mark of marks.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || mark.start >= last.end) kept.push(mark);
  }
  return kept;
}

/** Replaces everything but these messages by spaces, so that offsets stay valid. */
function blankOthers(text: string, messages: readonly PastedMessage[]): string {
  let kept = '';
  for (const { start, end } of messages) kept = `${kept.padEnd(start)}${text.slice(start, end)}`;
  return kept;
}
