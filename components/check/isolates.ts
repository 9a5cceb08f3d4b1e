/** Writing directions inside a line of the share card: names and quotes of one direction in a card of the other. */

/** Left to right; as its first letter; the end of either. */
const LEFT_TO_RIGHT = '\u2066';
const AS_FIRST_LETTER = '\u2068';
const END = '\u2069';
/** Or a mail address. */
const HANDLE = /[\w.+-]*@[\p{L}\p{N}_.-]*[\p{L}\p{N}_]/gu;
const RIGHT_TO_LEFT_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** Between words of Arabic or Urdu the sign of `@name` would stand on its other side. */
export const isolateHandles = (text: string): string =>
  text.replaceAll(HANDLE, (handle) => `${LEFT_TO_RIGHT}${handle}${END}`);

/** The lines with each isolate closed at the end of its line, and opened again on the next: they are drawn one by one. */
export function isolateLines(lines: readonly string[]): string[] {
  const whole = lines.join('');
  let open: string[] = [];
  let before = 0;
  return lines.map((line) => {
    const opened = open.join('');
    open = [...open];
    for (let at = 0; at < line.length; at++) {
      const sign = line[at];
      if (sign === LEFT_TO_RIGHT) open.push(LEFT_TO_RIGHT);
      else if (sign === AS_FIRST_LETTER) open.push(opener(whole.slice(before + at + 1)));
      else if (sign === END) open.pop();
    }
    before += line.length;
    return opened + line + END.repeat(open.length);
  });
}

/** What opens the rest of an isolate again: the direction that its first letter gave to the whole. */
function opener(text: string): string {
  const letter = /\p{L}/u.exec(text.slice(0, text.indexOf(END) + 1 || text.length))?.[0] ?? '';
  return RIGHT_TO_LEFT_LETTER.test(letter) ? '\u2067' : LEFT_TO_RIGHT;
}
