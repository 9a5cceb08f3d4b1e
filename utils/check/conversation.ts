/** A pasted text parted into messages: who wrote each, when, and where its words stand. */
import { CHAT_STYLES, DAY_LINE, type ChatStyle, type Head } from './chat-styles.ts';

export interface PastedMessage {
  /** As the messenger wrote it; '' when nobody is named: the messenger's own line, or a text that is no conversation. */
  sender: string;
  /** As the messenger wrote it, or ''. */
  time: string;
  /** UTF-16 offsets of the message's words in the pasted text, end exclusive. */
  start: number;
  end: number;
}

export interface Pasted {
  /** Id of the style, or null for one message. */
  style: string | null;
  messages: PastedMessage[];
}

/** Only the head of a line can begin a message. */
const HEAD = 200;
/** Lines that are looked at to tell the style. */
const LINES_TO_TELL = 2_000;

interface Line {
  start: number;
  end: number;
}

export function readPasted(text: string): Pasted {
  const lines = linesOf(text);
  const style = tellStyle(text, lines.slice(0, LINES_TO_TELL));
  if (style === null)
    return { style: null, messages: trimmed(text, { sender: '', time: '', start: 0, end: text.length }) };
  const whole: PastedMessage[] = [];
  let open = false;
  for (const line of lines) {
    const head = style.read(headOf(text, line));
    const last = whole.at(-1);
    if (head !== null) {
      whole.push({ sender: head.sender, time: head.time, start: line.start + head.body, end: line.end });
      open = true;
    } else if (DAY_LINE.test(headOf(text, line))) {
      open = false;
    } else if (open && last !== undefined) {
      last.end = line.end;
    } else {
      whole.push({ sender: '', time: '', ...line });
      open = true;
    }
  }
  const messages = whole.flatMap((message) => trimmed(text, message));
  return messages.length === 0
    ? { style: null, messages: trimmed(text, { sender: '', time: '', start: 0, end: text.length }) }
    : { style: style.id, messages };
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
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
function headOf(text: string, { start, end }: Line): string {
  return text.slice(start, Math.min(end, start + HEAD)).replaceAll(/[\u00a0\u202f\u3000]/gu, ' ');
}

/** The style that most lines fit; the earlier one among equals, for it asks more of a line. */
function tellStyle(text: string, lines: readonly Line[]): ChatStyle | null {
  const heads = lines.map((line) => headOf(text, line));
  const filled = heads.filter((head) => head.trim() !== '').length;
  let best: ChatStyle | null = null;
  let most = 0;
  for (const style of CHAT_STYLES) {
    const found = heads.map((head) => style.read(head)).filter((head): head is Head => head !== null);
    if (found.length < style.least || found.length <= most) continue;
    if (style.holds?.(found, filled) === false) continue;
    best = style;
    most = found.length;
  }
  return best;
}

/** Without the white space around it, or nothing when that is all. */
function trimmed(text: string, message: PastedMessage): PastedMessage[] {
  let { start, end } = message;
  while (start < end && /\s/u.test(text[start] as string)) start++;
  while (end > start && /\s/u.test(text[end - 1] as string)) end--;
  return start === end ? [] : [{ ...message, start, end }];
}
