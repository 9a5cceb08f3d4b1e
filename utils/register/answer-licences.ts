/**
 * Answers from registers on the licence numbers and agency names of a post. "Valid" needs a recent register with the
 * number and the same name, and a validity that has not ended.
 */
import type { Indicator } from '../model/indicator.ts';
import { fieldText, type JobPost, type PostField } from '../model/job-post.ts';
import { agencyKey, compareAgencyNames, hasTradeWord, type NameAgreement } from './agency-name.ts';
import { compareContacts } from './compare-contacts.ts';
import { findAgencyNames, findKnownName } from './find-agency-names.ts';
import { findLicenceNumbers, type LicenceNumber } from './find-licence-numbers.ts';
import { ANSWER_STATUSES, type AnswerStatus, type LicenceAnswer } from '../model/licence-answer.ts';
import { COUNTRY_HINTS, licenceCategory } from './number-forms.ts';
import { readNamedText, type NamedText } from './named-text.ts';
import { numberKey } from './number-key.ts';
import type { Agency } from './register-file.ts';
import type { Register } from './register.ts';

/** A register and whether it comes from a channel that the reader subscribed to. */
export interface RegisterInUse {
  register: Register;
  isSubscribed: boolean;
}

export interface AnswerOptions {
  /** Contacts, domains and accounts of the post, canonical; possible for only when an agency was found. */
  contacts(): readonly Indicator[];
  /** Today, `YYYY-MM-DD`. */
  today: string;
}

const NUMBER_FIELDS: readonly PostField[] = ['title', 'company', 'text', 'contacts', 'poster'];
const MAX_ANSWERS = 5;
/** Names without a number that are looked up. */
const MAX_NAMES = 10;

/** At most five answers, those that warn first. Empty when the post has neither a number nor a name of a register. */
export function answerLicences(
  post: JobPost,
  registers: readonly RegisterInUse[],
  options: AnswerOptions,
): LicenceAnswer[] {
  if (registers.length === 0 || !mayNameAgency(post)) return [];
  const claims = readClaims(post, options);
  const answers = NUMBER_FIELDS.flatMap((field) => {
    const source = fieldText(post, field);
    return findLicenceNumbers(source).flatMap((number) => {
      const place = { field, start: number.start, end: number.end, quote: source.slice(number.start, number.end) };
      return answerNumber(number, place, claims, registers, options);
    });
  });
  const all = answers.length > 0 ? answers : answerNames(claims, registers, options);
  const once = new Map(
    all.map((each) => [`${each.country} ${each.status} ${each.agency?.number ?? each.quote}`, each]),
  );
  const rank = ({ status }: LicenceAnswer): number => WARNING_ORDER.indexOf(status);
  return [...once.values()].toSorted((a, b) => rank(a) - rank(b)).slice(0, MAX_ANSWERS);
}

/** A quick look: most posts have neither a licence number nor the name of an agency. */
function mayNameAgency(post: JobPost): boolean {
  if (AGENCY_WORD.test([post.title, post.company, post.text, post.poster].join('\n'))) return true;
  return NUMBER_FIELDS.some((field) => findLicenceNumbers(fieldText(post, field)).length > 0);
}

const AGENCY_WORD =
  /recruit|manpower|man power|overseas|placement|employment ag|agenc|agensi|tenaga kerja|nhân lực|xuất khẩu lao động|จัดหางาน/iu;

const WARNING_ORDER: readonly AnswerStatus[] = [
  'other-name',
  'suspended',
  'cancelled',
  'not-in-register',
  'expired',
  'similar-name',
  ...ANSWER_STATUSES,
];

/** The names that a post gives to whoever recruits. */
interface Claims {
  company: string;
  texts: readonly NamedText[];
  /** Names of agencies in title and text, in order. */
  names: readonly (Place & { name: string })[];
  /** All searched fields, for words that name a country. */
  words: string;
  /** Whether every contact of the post is one of these of an agency. */
  contactAgrees(own: readonly string[]): boolean | null;
}

type Place = Pick<LicenceAnswer, 'field' | 'start' | 'end' | 'quote'>;

function readClaims(post: JobPost, { contacts }: AnswerOptions): Claims {
  const read = (['title', 'text', 'poster'] as const).map((field) => ({
    field,
    named: readNamedText(post[field], findLicenceNumbers(post[field])),
  }));
  const names = read.flatMap(({ field, named }) =>
    findAgencyNames(named).map(({ name, start, end }) => ({ name, field, start, end, quote: name })),
  );
  const { company } = post;
  const place = { name: company, field: 'company', start: 0, end: company.length, quote: company } as const;
  return {
    company,
    texts: read.map(({ named }) => named),
    names: company === '' ? names : [place, ...names],
    words: [post.title, company, post.location, post.text].join('\n'),
    contactAgrees: (own) => compareContacts(own, contacts(), post),
  };
}

function answerNumber(
  number: LicenceNumber,
  place: Place,
  claims: Claims,
  registers: readonly RegisterInUse[],
  options: AnswerOptions,
): LicenceAnswer[] {
  const hinted = number.country === null ? hintedCountries(claims.words, registers) : [number.country];
  const possible = registers.filter(({ register }) => number.country === null || register.country === number.country);
  const isSure = hinted.length === 1;
  return possible.flatMap((inUse) => {
    const { register } = inUse;
    if (isSure && !hinted.includes(register.country)) return [];
    const key = number.country === null ? numberKey(register.country, number.key) : number.key;
    if (key === null) return [];
    const category = licenceCategory(register.country, place.quote);
    const agencies = register
      .byNumber(key, number.partial)
      .filter((agency) => isSameCategory(category, licenceCategory(register.country, agency.number)));
    const found = bestAgency(agencies, claims);
    const answer = (status: AnswerStatus, agency: Agency | null): LicenceAnswer[] => [
      toAnswer(status, place, agency, inUse, claims),
    ];
    if (found === null) return isSure && !number.partial ? answer(missingStatus(register, options.today), null) : [];
    // A bare number may be of another country: it needs a name that agrees.
    if (!isSure && found.agreement !== 'same') return [];
    // Of several agencies with this beginning none is named.
    if (found.ambiguous) return [];
    return answer(statusOf(found, register, options.today), found.agency);
  });
}

/** A number written without its category may be of any. */
function isSameCategory(written: string, registered: string): boolean {
  return written === '' || registered === '' || written === registered;
}

/** Countries of the registers that the words name; all of them when they name none. */
function hintedCountries(words: string, registers: readonly RegisterInUse[]): string[] {
  const countries = [...new Set(registers.map(({ register }) => register.country))];
  const named = countries.filter((country) => COUNTRY_HINTS[country]?.test(words) === true);
  return named.length > 0 ? named : countries.length === 1 ? [] : countries;
}

function missingStatus({ expiresOn }: Register, today: string): AnswerStatus {
  return expiresOn < today ? 'outdated' : 'not-in-register';
}

type Agreement = NameAgreement | 'missing';

interface FoundAgency {
  agency: Agency;
  agreement: Agreement;
  ambiguous: boolean;
}

const AGREEMENT_ORDER: readonly Agreement[] = ['same', 'similar', 'missing', 'other'];

/** Of several agencies under one number, the one whose name agrees best; then the one that is valid longest. */
function bestAgency(agencies: readonly Agency[], claims: Claims): FoundAgency | null {
  const rated = agencies
    .map((agency) => ({ agency, agreement: agreementWith(agency, claims) }))
    .toSorted(
      (a, b) =>
        AGREEMENT_ORDER.indexOf(a.agreement) - AGREEMENT_ORDER.indexOf(b.agreement) ||
        ((a.agency.validUntil ?? '9') > (b.agency.validUntil ?? '9') ? -1 : 1),
    );
  const [best] = rated;
  if (best === undefined) return null;
  const names = new Set(agencies.map(({ name }) => agencyKey(name)));
  return { ...best, ambiguous: names.size > 1 && best.agreement !== 'same' };
}

/**
 * The name that comes first is the one under which the post recruits. An agency that it names later may be borrowed.
 */
function agreementWith(agency: Agency, { company, texts, names }: Claims): Agreement {
  const own = [agency.name, ...agency.tradeNames];
  const compare = (name: string): NameAgreement => {
    const all = own.map((each) => compareAgencyNames(each, name));
    return all.includes('same') ? 'same' : all.includes('similar') ? 'similar' : 'other';
  };
  if (company !== '' && (hasTradeWord(company) || compare(company) !== 'other')) return compare(company);
  const [first] = names.filter(({ field }) => field !== 'company');
  const inText = own.map((name) => texts.map((text) => findKnownName(text, agencyKey(name)))).flat();
  const firstAgreement = first === undefined ? 'missing' : compare(first.name);
  if (firstAgreement === 'same') return 'same';
  if (inText.includes('whole')) return firstAgreement === 'other' ? 'other' : 'same';
  if (firstAgreement === 'similar' || inText.includes('part')) return 'similar';
  if (firstAgreement === 'other') return 'other';
  return company === '' ? 'missing' : 'other';
}

function statusOf({ agency, agreement }: FoundAgency, { expiresOn }: Register, today: string): AnswerStatus {
  if (agreement === 'other') return 'other-name';
  if (agency.status !== 'valid') return agency.status;
  if (agency.validUntil !== null && agency.validUntil < today) return 'expired';
  if (agreement === 'similar') return 'similar-name';
  if (agreement === 'missing') return 'name-missing';
  return expiresOn < today ? 'outdated' : 'valid';
}

/** A post without a number: agencies whose name it uses, and those whose name differs by a letter. */
function answerNames(claims: Claims, registers: readonly RegisterInUse[], options: AnswerOptions): LicenceAnswer[] {
  return claims.names.slice(0, MAX_NAMES).flatMap(({ name, ...place }) =>
    registers.flatMap((inUse): LicenceAnswer[] => {
      const { same, similar } = inUse.register.byName(agencyKey(name));
      const [agency = similar[0]] = same;
      if (agency === undefined) return [];
      const isExpired = agency.validUntil !== null && agency.validUntil < options.today;
      const standing = agency.status !== 'valid' ? agency.status : isExpired ? 'expired' : 'number-missing';
      return [toAnswer(same.length > 0 ? standing : 'similar-name', place, agency, inUse, claims)];
    }),
  );
}

function toAnswer(
  status: AnswerStatus,
  place: Place,
  agency: Agency | null,
  { register, isSubscribed }: RegisterInUse,
  { contactAgrees }: Claims,
): LicenceAnswer {
  const answer = {
    status,
    country: register.country,
    register: register.register,
    asOf: register.asOf,
    ...place,
    contactAgrees: agency === null ? null : contactAgrees(agency.contacts),
    ...(isSubscribed ? { added: true } : {}),
  };
  if (agency === null) return answer;
  const { name, number, validUntil, address } = agency;
  return { ...answer, agency: { name, number, validUntil, address } };
}
