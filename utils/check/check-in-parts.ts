/**
 * Checks a text that may be longer than what is read at once, part by part. A chat ends with its newest messages, and so with
 * a cry for help: the last part is read second, then the others from the beginning. Danger or a cry for help ends it.
 */
import type { Span } from '../model/span.ts';
import { isWorse, type CheckResult } from './check-text.ts';
import { MAX_PASTED_UNITS } from './paste-limits.ts';

interface ReadPart {
  /** The part of the text that the result is about. */
  read: string;
  found: CheckResult;
}

interface CheckedPart {
  /** Offset of the part in the text. */
  start: number;
  text: string;
  result: CheckResult;
}

/** Parts that are read: with more the reader would wait for minutes. */
const MAX_PARTS = 10;

/** @param check judges a text */
export async function checkInParts(text: string, check: (text: string) => Promise<CheckResult>): Promise<ReadPart> {
  const spans = partsOf(text);
  const read: CheckedPart[] = [];
  for (const { start, end } of inOrder(spans)) {
    const part = text.slice(start, end);
    const result = await check(part);
    read.push({ start, text: part, result });
    if (result.verdict.level === 'danger' || result.verdict.kind === 'held') break;
  }
  const worst = read.reduce((a, b) => (isWorse(b.result.verdict, a.result.verdict) ? b : a));
  const isCut = read.length < spans.length;
  const { result } = worst;
  if (isWarning(result))
    // The page says of a cut text that its first part was read
    return { read: worst.text, found: { ...result, truncated: result.truncated || (isCut && worst.start === 0) } };
  return {
    read: text,
    found: { ...joined(read, worst), truncated: isCut || read.some((each) => each.result.truncated) },
  };
}

/** Equal parts of whole lines: a message that was cut in two would be taken for one without a sender. */
function partsOf(text: string): Span[] {
  const parts: Span[] = [];
  for (let start = 0; start < text.length || parts.length === 0;) {
    const rest = text.length - start;
    const maxEnd = start + Math.ceil(rest / Math.max(1, Math.ceil(rest / MAX_PASTED_UNITS)));
    const end = maxEnd === text.length ? maxEnd : breakBefore(text, maxEnd, start + MAX_PASTED_UNITS / 4);
    parts.push({ start, end });
    start = end;
  }
  return parts;
}

/** End of the last line, or else of the last word, that ends after `minEnd` and at or before `maxEnd`; else `maxEnd`. */
function breakBefore(text: string, maxEnd: number, minEnd: number): number {
  for (const sign of ['\n', ' ']) {
    const end = text.lastIndexOf(sign, maxEnd - 1) + 1;
    if (end > minEnd) return end;
  }
  return maxEnd;
}

/** The first, the last, then the others; at most `MAX_PARTS`. */
function inOrder(spans: readonly Span[]): Span[] {
  const last = spans.slice(1).slice(-1);
  return [...spans.slice(0, 1), ...last, ...spans.slice(1, -1)].slice(0, MAX_PARTS);
}

/** One result of all parts, none of which gives a warning. */
function joined(read: readonly CheckedPart[], worst: CheckedPart): CheckResult {
  const parts = read.toSorted((a, b) => a.start - b.start);
  const all = <T>(
    list: (result: CheckResult) => readonly T[],
    move: (each: T, by: number) => T = (each) => each,
  ): T[] => parts.flatMap(({ start, result }) => list(result).map((each) => move(each, start)));
  const places = all(({ places: each }) => each, moved);
  const contacts = all(({ contacts: each }) => each);
  const style = parts.find(({ result }) => result.style !== null)?.result.style ?? null;
  const messages = all(({ messages: each }) => each, moved);
  return {
    verdict: {
      ...worst.result.verdict,
      reasons: worst.result.verdict.reasons.map((reason) =>
        reason.field !== 'text' || reason.start === null || reason.end === null
          ? reason
          : { ...reason, start: reason.start + worst.start, end: reason.end + worst.start },
      ),
    },
    style,
    // A text that is no conversation is one message
    messages: style === null ? messages.slice(0, 1).map((each) => ({ ...each, end: messages.at(-1)!.end })) : messages,
    senders: [...new Set(all(({ senders }) => senders))],
    marks: all(({ marks }) => marks, moved),
    places: places.filter(({ id }, at) => places.findIndex((each) => each.id === id) === at),
    contacts: contacts.filter(
      ({ kind, raw }, at) => contacts.findIndex((each) => each.kind === kind && each.raw === raw) === at,
    ),
    truncated: false,
    ...(parts.some(({ result }) => result.areListsSilent) ? { areListsSilent: true } : {}),
  };
}

const moved = <T extends Span>(span: T, by: number): T => ({ ...span, start: span.start + by, end: span.end + by });

const isWarning = ({ verdict: { level, kind } }: CheckResult): boolean => level !== 'none' || kind === 'held';
