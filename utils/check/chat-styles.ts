/**
 * How messengers write a copied or exported conversation: for each style, how the first line of a message looks. A line that
 * fits none belongs to the message before it.
 *
 * Times come in the digits, orders and half-day words of the phone's language, so a stamp is told by its form (digits and a
 * time between them) and not by its language. Every expression reads a line once, from its start.
 */
export interface MessageHead {
  sender: string;
  time: string;
  /** Offset in the line at which the message's own words begin. */
  textStart: number;
}

export interface ChatStyle {
  /** As in `messages`, e.g. `whatsapp`; only tests and the page's title read it. */
  id: string;
  /** Lines that must fit before a text is taken for this style. */
  minHeads: number;
  /** Null when the line does not begin a message. */
  parseHead(line: string): MessageHead | null;
  /** What fits must hold together, e.g. the same person speaks twice. */
  isPlausible?(heads: readonly MessageHead[], lines: number): boolean;
}

/** Marks of direction that messengers set before dates and names. */
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
/** A time by itself, with or without a day: `14:06`, `(2:06 PM)`, `2024-03-12 14:06:33`. */
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

/** Reads with an expression whose groups `sender` and `time` are numbered as given. */
function headParser(expression: RegExp, sender: number, time: number | null): (line: string) => MessageHead | null {
  return (line) => {
    const match = expression.exec(line);
    if (match === null) return null;
    const stamp = time === null ? '' : (match[time] ?? '').trim();
    if (time !== null && !TIME.test(stamp)) return null;
    return { sender: (match[sender] ?? '').trim(), time: stamp, textStart: match[0].length };
  };
}

/** Somebody speaks again, and most lines are somebody's: a list of "Salary: ..., Place: ..." is no talk. */
function takesTurns(heads: readonly MessageHead[], lines: number): boolean {
  const senders = new Set(heads.map(({ sender }) => sender));
  return senders.size <= heads.length / 1.5 && heads.length * 2.5 >= lines;
}

/** Most lines are somebody's. */
function isMostlyMessages(heads: readonly MessageHead[], lines: number): boolean {
  return heads.length * 2.5 >= lines;
}

/** A timetable has a word behind each time, too, and nobody answers. */
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

/** A line with a day alone, or the head of an export: nobody's words. */
export const DAY_LINE = new RegExp(
  `^${DIRECTION_MARKS}(?:\\[LINE\\].*|(?:saved on|บันทึกเมื่อ|儲存日期|保存日時|저장한 날짜)\\s*[:：].*|(?:\\p{L}{2,10},? ?)?${DATE}(?: ?\\(?\\p{L}{1,12}\\)?| \\p{L}{1,12})?|-{3,}.*-{3,})$`,
  'iu',
);
