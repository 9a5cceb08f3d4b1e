/** Schema of the help contacts by country (`knowledge/help/*.yaml`, shipped as `help.json`): facts with their sources. */
import * as v from 'valibot';

/** In display order, the most urgent first. */
export const HELP_TOPICS = ['emergency', 'trafficking', 'consular', 'scam', 'check'] as const;

/** A text by language tag; English is required. */
export const LocalText = v.intersect([v.object({ en: v.string() }), v.record(v.string(), v.string())]);

const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/u, 'must be an ISO 3166 code'));
const address = v.pipe(v.string(), v.regex(/^https?:\/\/\S+$/u, 'must be a web address'));
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/u, 'must be a day, YYYY-MM-DD'));

export const HelpEntrySchema = v.strictObject({
  topic: v.picklist(HELP_TOPICS),
  name: LocalText,
  /** Number to dial as people write it, e.g. `+66-99-130-1300`, `1300`, `#9110`. */
  number: v.optional(v.pipe(v.string(), v.regex(/^[+#]?\d[\d -]*$/u, 'must be a number to dial'))),
  /** Website of the office itself. */
  url: v.optional(address),
  /** `home`: can be called in the country itself; `abroad`: from anywhere. */
  reach: v.optional(v.picklist(['home', 'abroad']), 'home'),
  /** An office in another country, e.g. an embassy there. */
  in: v.optional(country),
  hours: v.optional(v.literal('24h')),
  /** Spoken languages (BCP 47) and the page that names them; absent: not known. */
  languages: v.optional(v.strictObject({ spoken: v.pipe(v.array(v.string()), v.minLength(1)), source: address })),
  /** Page of the office that states this entry; null where only collections of contacts do. */
  source: v.nullable(address),
  /** The source is old or asks readers to verify. */
  old: v.optional(v.boolean(), false),
  /** Day of the last test call by the project; null: never called. */
  called: v.nullable(day),
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

export const HelpSchema = v.strictObject({ version: v.literal(1), countries: v.array(HelpCountrySchema) });
export type Help = v.InferOutput<typeof HelpSchema>;
