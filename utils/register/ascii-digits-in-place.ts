/** Decimal digits of any script as ASCII digits, without moving anything: offsets into the text stay valid. */

/** Returns a text of the same length in UTF-16 units. Digits outside the Basic Multilingual Plane stay as they are. */
export function asciiDigitsInPlace(text: string): string {
  if (!/(?![0-9])\p{Nd}/u.test(text)) return text;
  return text.replaceAll(/(?![0-9])\p{Nd}/gu, (digit) => (digit.length === 1 ? String(digitValue(digit)) : digit));
}

/** Unicode keeps the ten digits of a script in a row, in blocks that end before the next non-digit. */
function digitValue(digit: string): number {
  const code = digit.charCodeAt(0);
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCharCode(zero - 1))) zero--;
  return code - zero;
}
