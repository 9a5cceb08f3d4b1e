/**
 * Formats in which messengers copy or export a conversation: for each, the form of the first line of a message. Any other
 * line belongs to the message before it.
 *
 * A timestamp is recognised by its form, as its digits, order and half-day words depend on the phone's language. Every
 * expression scans a line once, from its start.
 */
export interface MessageHead {
  sender: string;
  time: string;
  /** Offset in the line at which the text of the message starts. */
  textStart: number;
}

export interface ChatStyle {
  /** E.g. `whatsapp`. */
  id: string;
  /** Number of lines that must match before a text counts as this style. */
  minHeads: number;
  /** Parses the first line of a message; null for any other line. */
  parseHead(line: string): MessageHead | null;
  /** Further test of all matches, such as that one sender has two messages. */
  isPlausible?(heads: readonly MessageHead[], lines: number): boolean;
}

/** Direction marks that messengers write before dates and names. */
const DIRECTION_MARKS = '[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]*';
const TIME = /\p{Nd}{1,2}[:.٫]\p{Nd}{2}/u;
const DATE =
  '\\p{Nd}{1,4}[\\u200e\\u200f]?(?:[./-] ?|年 ?|년 ?)\\p{Nd}{1,2}[\\u200e\\u200f]?(?:[./-] ?|月 ?|월 ?)\\p{Nd}{1,4}(?:日|일|\\.)?';

const BRACKETED = new RegExp(
  `^${DIRECTION_MARKS}\\[${DIRECTION_MARKS}([^\\]\\n]{4,40})\\] ?${DIRECTION_MARKS}([^:：\\n]{1,60})[:：] ?`,
  'u',
);
const DASHED = new RegExp(
  `^${DIRECTION_MARKS}(${DIRECTION_MARKS}${DATE}[^\\n]{0,3}[,،]? ?[^\\n:：]{0,8}\\p{Nd}{1,2}[:.]\\p{Nd}{2}[^\\n–-]{0,12}) [-–] ${DIRECTION_MARKS}(?:([^:：\\n]{1,60})[:：] )?`,
  'u',
);
const TELEGRAM = new RegExp(`^${DIRECTION_MARKS}([^\\n[\\]]{1,60}), \\[([^\\]\\n]{4,40})\\]:? ?`, 'u');
const TABBED =
  /^(\p{Nd}{1,2}:\p{Nd}{2}(?: ?[AaPp][Mm])?|(?:上午|下午|午前|午後|오전|오후) ?\p{Nd}{1,2}:\p{Nd}{2})\t([^\t\n]{1,60})\t/u;
const TIME_AT_END = new RegExp(
  `^([^\\n]{1,60}?)[ \\t:：]{1,3}(${DATE},? [^\\n]{0,6}\\p{Nd}{1,2}:\\p{Nd}{2}[^\\n]{0,9})$`,
  'u',
);
const KAKAO = /^(\p{Nd}{4}년 [^\n,]{8,24}\p{Nd}{1,2}:\p{Nd}{2}), ([^:\n]{1,60}) : /u;
const KAKAO_DESK = /^\[([^\]\n]{1,60})\] \[((?:오전|오후)? ?\p{Nd}{1,2}:\p{Nd}{2}[^\]\n]{0,6})\] ?/u;
const LINE_DESK = /^(\p{Nd}{1,2}:\p{Nd}{2}) (?=\S*[\p{L}\p{N}])(\S{1,40}) (?=\S)/u;
const DISCORD = /^([^\n]{1,60}?) — ([^\n]{0,30}\p{Nd}{1,2}[:.]\p{Nd}{2}(?: ?[AaPp]\.?[Mm]\.?)?)$/u;
/** A time with or without a date: `14:06`, `(2:06 PM)`, `2024-03-12 14:06:33`. */
const TIMESTAMP = `(?:${DATE},?[ T])?\\p{Nd}{1,2}[:.]\\p{Nd}{2}(?:[:.]\\p{Nd}{2})?(?: ?[AaPp]\\.?[Mm]\\.?)?`;
const TIME_FIRST = new RegExp(
  `^${DIRECTION_MARKS}[[(]?(${TIMESTAMP})[\\])]?,? ?(?:[-–|] ?)?([^\\s:：/][^:：/\\n]{0,38})[:：](?: |$)`,
  'u',
);
const TIME_AFTER_NAME = new RegExp(
  `^${DIRECTION_MARKS}([^\\s:：/([][^:：/\\n([]{0,38}?) ?[([](${TIMESTAMP})[\\])][:：]? ?`,
  'u',
);
const NAME_ONLY = /^([^\s:：/][^:：/\n]{0,38})[:：](?: |$)/u;

/** A parser by expression; `sender` and `time`: numbers of its groups. */
function headParser(expression: RegExp, sender: number, time: number | null): (line: string) => MessageHead | null {
  return (line) => {
    const match = expression.exec(line);
    if (match === null) return null;
    const stamp = time === null ? '' : (match[time] ?? '').trim();
    if (time !== null && !TIME.test(stamp)) return null;
    return { sender: (match[sender] ?? '').trim(), time: stamp, textStart: match[0].length };
  };
}

/** Senders repeat, and most lines start a message: a list of "Salary: ..., Place: ..." is no conversation. */
function takesTurns(heads: readonly MessageHead[], lines: number): boolean {
  const senders = new Set(heads.map(({ sender }) => sender));
  return senders.size <= heads.length / 1.5 && heads.length * 2.5 >= lines;
}

/** At least two lines of five start a message. */
function isMostlyMessages(heads: readonly MessageHead[], lines: number): boolean {
  return heads.length * 2.5 >= lines;
}

/** At least two senders: a timetable has a word after each time, too. */
function hasSeveralSpeakers(heads: readonly MessageHead[], lines: number): boolean {
  return takesTurns(heads, lines) && new Set(heads.map(({ sender }) => sender)).size > 1;
}

export const CHAT_STYLES: readonly ChatStyle[] = [
  { id: 'kakao', minHeads: 1, parseHead: headParser(KAKAO, 2, 1) },
  { id: 'kakao', minHeads: 1, parseHead: headParser(KAKAO_DESK, 1, 2) },
  { id: 'whatsapp', minHeads: 1, parseHead: headParser(BRACKETED, 2, 1) },
  { id: 'whatsapp', minHeads: 1, parseHead: headParser(DASHED, 2, 1) },
  { id: 'telegram', minHeads: 1, parseHead: headParser(TELEGRAM, 1, 2) },
  { id: 'line', minHeads: 1, parseHead: headParser(TABBED, 2, 1) },
  { id: 'discord', minHeads: 2, parseHead: headParser(DISCORD, 1, 2) },
  { id: 'wechat', minHeads: 2, parseHead: headParser(TIME_AT_END, 1, 2) },
  { id: 'timed', minHeads: 2, parseHead: headParser(TIME_FIRST, 2, 1), isPlausible: isMostlyMessages },
  { id: 'timed', minHeads: 2, parseHead: headParser(TIME_AFTER_NAME, 1, 2), isPlausible: isMostlyMessages },
  { id: 'line', minHeads: 2, parseHead: headParser(LINE_DESK, 2, 1), isPlausible: hasSeveralSpeakers },
  { id: 'named', minHeads: 3, parseHead: headParser(NAME_ONLY, 1, null), isPlausible: takesTurns },
];

/** A line with a date only, or the header of an export: no part of a message. */
export const DAY_LINE = new RegExp(
  `^${DIRECTION_MARKS}(?:\\[LINE\\].*|(?:saved on|บันทึกเมื่อ|儲存日期|保存日時|저장한 날짜)\\s*[:：].*|(?:\\p{L}{2,10},? ?)?${DATE}(?: ?\\(?\\p{L}{1,12}\\)?| \\p{L}{1,12})?|-{3,}.*-{3,})$`,
  'iu',
);
