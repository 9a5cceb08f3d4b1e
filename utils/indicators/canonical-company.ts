/** Canonical form of a company's name: without case, accents, punctuation, spaces and legal form. */
import { ATTACHED_LEGAL_FORMS, LEADING_LEGAL_FORMS, TRAILING_LEGAL_FORMS } from './legal-forms.ts';

/** Splits a name into lower-case words of letters and digits, with marks in scripts that need them. */
export function nameWords(name: string): string[] {
  const text = /^[\x20-\x7e]*$/u.test(name) ? name.toLowerCase().replaceAll("'", '') : foldAccents(name);
  return text
    .replaceAll(/(?<!\p{L})(?:\p{L}\.){2,}/gu, (letters) => `${letters.replaceAll('.', '')} `)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
}

function foldAccents(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replaceAll(/[\p{Script=Inherited}\p{Cf}\u0640'’ʼ]/gu, '')
    .normalize('NFC');
}

const trailingForms = new Set(TRAILING_LEGAL_FORMS.flatMap(nameWords));
const leadingForms = LEADING_LEGAL_FORMS.map(nameWords).sort((a, b) => b.length - a.length);
const attachedForms = ATTACHED_LEGAL_FORMS.map((form) => nameWords(form).join('')).sort((a, b) => b.length - a.length);

/** Whether words are a legal form, before a name (`pt`) or behind it (`sdn bhd`). */
export function isLegalForm(words: readonly string[]): boolean {
  if (words.length === 0) return false;
  if (words.every((word) => trailingForms.has(word)) || attachedForms.includes(words.join(''))) return true;
  return leadingForms.some((form) => form.length === words.length && form.every((word, at) => word === words[at]));
}

/** `Golden Example Co., Ltd.` -> `goldenexample`; null when no name is left. */
export function canonicalCompany(raw: string): string | null {
  return companyOfWords(nameWords(raw));
}

/** As `canonicalCompany`, for the words of a name. */
export function companyOfWords(words: readonly string[]): string | null {
  let rest = [...words];
  const start = leadingForms.find((form) => form.every((word, at) => rest[at] === word));
  if (start !== undefined) rest = rest.slice(start.length);
  while (rest.length > 1 && trailingForms.has(rest.at(-1) ?? '')) rest = rest.slice(0, -1);
  // `S.A. de C.V.`
  if (rest.length > 1 && rest.at(-1) === 'de') rest = rest.slice(0, -1);
  while (rest.length > 1 && trailingForms.has(rest.at(-1) ?? '')) rest = rest.slice(0, -1);
  const name = stripAttachedForms(rest.join(''));
  const enough = /^\p{Script=Han}/u.test(name) ? 2 : 3;
  return Array.from(name).length >= enough && !trailingForms.has(name) && /\p{L}/u.test(name) ? name : null;
}

function stripAttachedForms(name: string): string {
  for (let rest = name; ;) {
    const form = attachedForms.find(
      (form) => rest.length >= form.length && (rest.startsWith(form) || rest.endsWith(form)),
    );
    if (form === undefined) return rest;
    rest = rest.startsWith(form) ? rest.slice(form.length) : rest.slice(0, -form.length);
  }
}
