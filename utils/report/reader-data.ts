/** What a page shows about its reader. It is used to remove it from a report, and is never sent or stored. */
export interface ReaderData {
  /** As shown, e.g. `Nadia Example`. */
  names: string[];
  emails: string[];
  /** As shown; compared by their last eight digits. */
  phones: string[];
  /** User names, profile slugs and numbers. */
  accounts: string[];
  /** Cookie values that look like a key. */
  secrets: string[];
}

export const EMPTY_READER_DATA: ReaderData = { names: [], emails: [], phones: [], accounts: [], secrets: [] };

const EMAIL = /[\p{L}\p{M}\p{N}._%+-]{1,64}@(?:[\p{L}\p{M}\p{N}-]{1,63}\.){1,8}[\p{L}\p{M}]{2,24}/gu;

/** The e-mail addresses in a text. */
export function emailsIn(text: string): string[] {
  return text.match(EMAIL) ?? [];
}

/** The digits of a phone number, eight or more; '' when it is none. */
export function phoneDigits(text: string): string {
  const digits = text.replaceAll(/\D/gu, '');
  return /^[+(\d][\d\s().+/-]*$/u.test(text.trim()) && digits.length >= 8 && digits.length <= 15 ? digits : '';
}
