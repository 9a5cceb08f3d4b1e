/** Splits a pasted conversation into messages: sender, time, and span of the text. */
import type { Span } from '../model/span.ts';
import { CHAT_STYLES, DAY_LINE, type ChatStyle, type MessageHead } from './chat-styles.ts';

/** One message; the span covers its text in the pasted text. */
export interface PastedMessage extends Span {
  /** As the messenger wrote it; '' for a line of the messenger itself or a text that is no conversation. */
  sender: string;
  /** As the messenger wrote it, or ''. */
  time: string;
}

export interface Conversation {
  /** Id of the style, or null for one message. */
  style: string | null;
  messages: PastedMessage[];
}

/** UTF-16 units of a line in which the start of a message is looked for. */
const MAX_HEAD_UNITS = 200;
/** Lines that are examined to detect the style. */
const STYLE_SAMPLE_LINES = 2_000;

export function parseConversation(text: string): Conversation {
  const lines = lineSpans(text);
  const style = detectStyle(text, lines.slice(0, STYLE_SAMPLE_LINES));
  if (style === null)
    return { style: null, messages: trimMessage(text, { sender: '', time: '', start: 0, end: text.length }) };
  const whole: PastedMessage[] = [];
  let isOpen = false;
  for (const line of lines) {
    const head = style.parseHead(lineHead(text, line));
    const last = whole.at(-1);
    if (head !== null) {
      whole.push({ sender: head.sender, time: head.time, start: line.start + head.textStart, end: line.end });
      isOpen = true;
    } else if (DAY_LINE.test(lineHead(text, line))) {
      isOpen = false;
    } else if (isOpen && last !== undefined) {
      last.end = line.end;
    } else {
      whole.push({ sender: '', time: '', ...line });
      isOpen = true;
    }
  }
  const messages = whole.flatMap((message) => trimMessage(text, message));
  return messages.length === 0
    ? { style: null, messages: trimMessage(text, { sender: '', time: '', start: 0, end: text.length }) }
    : { style: style.id, messages };
}

function lineSpans(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  while (start <= text.length) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed;
    const end = next > start && text[next - 1] === '\r' ? next - 1 : next;
    lines.push({ start, end });
    start = next + 1;
  }
  return lines;
}

/** Start of a line, with narrow and no-break spaces (before AM and PM) as spaces; offsets stay the same. */
function lineHead(text: string, { start, end }: Span): string {
  return text.slice(start, Math.min(end, start + MAX_HEAD_UNITS)).replaceAll(/[\u00a0\u202f\u3000]/gu, ' ');
}

/** The style that most lines match; of equals the first in the list, which is the strictest. */
function detectStyle(text: string, lines: readonly Span[]): ChatStyle | null {
  const heads = lines.map((line) => lineHead(text, line));
  const filled = heads.filter((head) => head.trim() !== '').length;
  let best: ChatStyle | null = null;
  let mostHeads = 0;
  for (const style of CHAT_STYLES) {
    const found = heads.map((head) => style.parseHead(head)).filter((head): head is MessageHead => head !== null);
    if (found.length < style.minHeads || found.length <= mostHeads) continue;
    if (style.isPlausible?.(found, filled) === false) continue;
    best = style;
    mostHeads = found.length;
  }
  return best;
}

/** The message without surrounding white space, or nothing when it is empty. */
function trimMessage(text: string, message: PastedMessage): PastedMessage[] {
  let { start, end } = message;
  while (start < end && /\s/u.test(text[start] as string)) start++;
  while (end > start && /\s/u.test(text[end - 1] as string)) end--;
  return start === end ? [] : [{ ...message, start, end }];
}
