/** Schema of the help contacts by country (`knowledge/help/*.yaml`, shipped as `help.json`): facts with their sources. */
import * as v from 'valibot';

/** In display order, the most urgent first. */
export const HELP_TOPICS = ['emergency', 'trafficking', 'consular', 'scam', 'check'] as const;

/** A text by language tag; English is required. */
export const LocalText = v.intersect([v.object({ en: v.string() }), v.record(v.string(), v.string())]);

const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/u, 'must be an ISO 3166 code'));
const address = v.pipe(v.string(), v.regex(/^https?:\/\/\S+$/u, 'must be a web address'));
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/u, 'must be a day, YYYY-MM-DD'));

/** Kinds of offices whose name the interface composes from the country's name, in every language. */
export const OFFICES = [
  'embassy',
  'consulate',
  'representation',
  'foreign-ministry',
  'police',
  'tourist-police',
] as const;

/** `official`: the office's own page. `press`: a news page. `list`: a collection of others. */
export const CONFIDENCES = ['official', 'press', 'list'] as const;

const dialled = v.pipe(v.string(), v.regex(/^[+#]?\d[\d -]*$/u, 'must be a number to dial'));

export const HelpEntrySchema = v.strictObject({
  topic: v.picklist(HELP_TOPICS),
  /** A proper name; absent where `office` is given. */
  name: v.optional(LocalText),
  office: v.optional(v.picklist(OFFICES)),
  /** City of the office, in Latin letters. */
  city: v.optional(v.string()),
  /** Number to dial as people write it, e.g. `+66-99-130-1300`, `1300`, `#9110`. */
  number: v.optional(dialled),
  whatsapp: v.optional(dialled),
  /** Number that is written to on Telegram, and that nobody answers as a telephone; begins with +. */
  telegram: v.optional(v.pipe(dialled, v.startsWith('+', 'must begin with +'))),
  email: v.optional(v.pipe(v.string(), v.email())),
  /** Website of the office itself. */
  url: v.optional(address),
  /** `home`: can be called in the country itself; `abroad`: from anywhere. */
  reach: v.optional(v.picklist(['home', 'abroad']), 'home'),
  /** An office in another country, e.g. an embassy there. */
  in: v.optional(country),
  hours: v.optional(v.literal('24h')),
  /** Spoken languages (BCP 47) and the page that names them; absent: not known. */
  languages: v.optional(v.strictObject({ spoken: v.pipe(v.array(v.string()), v.minLength(1)), source: address })),
  /** Countries that an office elsewhere is responsible for. */
  accredited: v.optional(v.array(country)),
  /** Page that names the contact; null where only collections of contacts do. */
  source: v.nullable(address),
  /** When the page was written: year, month or day. */
  sourceDate: v.optional(v.pipe(v.string(), v.regex(/^\d{4}(?:-\d{2}){0,2}$/u, 'must be YYYY, YYYY-MM or YYYY-MM-DD'))),
  confidence: v.optional(v.picklist(CONFIDENCES), 'list'),
  /** The source is old, or says that it needs verification. */
  old: v.optional(v.boolean(), false),
  /** Day of the last test call by the project; null: never called. */
  called: v.nullable(day),
  /** Day on which the source was read; absent: the day of the file. */
  gathered: v.optional(day),
  note: v.optional(LocalText),
});
export type HelpEntry = v.InferOutput<typeof HelpEntrySchema>;

/** Where a recruiter's licence can be looked up. */
export const RegistrySchema = v.strictObject({
  name: LocalText,
  url: address,
  /** Page that names the register. */
  source: address,
  note: v.optional(LocalText),
});
export type Registry = v.InferOutput<typeof RegistrySchema>;

/** Steps by which a person held in this country reports it, where officials publish such steps. */
export const SelfReportSchema = v.strictObject({
  steps: v.pipe(v.array(LocalText), v.minLength(1)),
  /** Pages that name these steps. */
  sources: v.pipe(v.array(address), v.minLength(1)),
});
export type SelfReport = v.InferOutput<typeof SelfReportSchema>;

export const HelpCountrySchema = v.strictObject({
  country,
  /** Day on which the entries were gathered. */
  gathered: day,
  entries: v.array(HelpEntrySchema),
  registries: v.optional(v.array(RegistrySchema), () => []),
  selfReport: v.optional(SelfReportSchema),
});
export type HelpCountry = v.InferOutput<typeof HelpCountrySchema>;

export const InternationalHelpSchema = v.strictObject({
  /** Organisations that work across borders, in the order in which they are shown. */
  entries: v.array(HelpEntrySchema),
  /** For each country the ones nearby that help people there, best first. */
  neighbours: v.record(v.string(), v.array(country)),
  /** Countries to choose from that have no file. */
  countries: v.array(country),
});

export const HelpSchema = v.strictObject({
  version: v.literal(1),
  countries: v.array(HelpCountrySchema),
  international: v.optional(InternationalHelpSchema, { entries: [], neighbours: {}, countries: [] }),
});
export type Help = v.InferOutput<typeof HelpSchema>;
