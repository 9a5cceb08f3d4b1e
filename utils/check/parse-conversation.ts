/** A pasted text parted into messages: who wrote each, when, and where its words stand. */
import { CHAT_STYLES, DAY_LINE, type ChatStyle, type MessageHead } from './chat-styles.ts';

export interface PastedMessage {
  /** As the messenger wrote it; '' when nobody is named: the messenger's own line, or a text that is no conversation. */
  sender: string;
  /** As the messenger wrote it, or ''. */
  time: string;
  /** UTF-16 offsets of the message's words in the pasted text, end exclusive. */
  start: number;
  end: number;
}

export interface Conversation {
  /** Id of the style, or null for one message. */
  style: string | null;
  messages: PastedMessage[];
}

/** Only the head of a line can begin a message. */
const MAX_HEAD_UNITS = 200;
/** Lines that are looked at to tell the style. */
const STYLE_SAMPLE_LINES = 2_000;

interface LineSpan {
  start: number;
  end: number;
}

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

function lineSpans(text: string): LineSpan[] {
  const lines: LineSpan[] = [];
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

/** Narrow and hard spaces, which phones set before AM and PM, read as spaces; every offset stays. */
function lineHead(text: string, { start, end }: LineSpan): string {
  return text.slice(start, Math.min(end, start + MAX_HEAD_UNITS)).replaceAll(/[\u00a0\u202f\u3000]/gu, ' ');
}

/** The style that most lines fit; the earlier one among equals, for it asks more of a line. */
function detectStyle(text: string, lines: readonly LineSpan[]): ChatStyle | null {
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

/** Without the white space around it, or nothing when that is all. */
function trimMessage(text: string, message: PastedMessage): PastedMessage[] {
  let { start, end } = message;
  while (start < end && /\s/u.test(text[start] as string)) start++;
  while (end > start && /\s/u.test(text[end - 1] as string)) end--;
  return start === end ? [] : [{ ...message, start, end }];
}
