/**
 * A brand: the NGO's name, the addresses of its channel and relay, and the root metadata that the package pins. The build
 * reads it from `brand.yaml`, `root.json` and `logo.svg`. A build never needs a private key.
 */
import * as v from 'valibot';
import { LANGUAGES } from '../i18n/languages.ts';
import { LocalText } from '../model/help.ts';

const httpUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//u, 'must be an http(s) address'));
const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));
const colour = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/iu, 'must be a colour like #1f5f8b'));

/** The publisher's own telephone number; the help page shows it first. */
const HotlineSchema = v.strictObject({
  /** Who answers: one text, or a text by language with English among them. */
  label: v.pipe(
    v.union([text(80), LocalText], 'must be a text, or a text by language with "en" among them'),
    v.transform((label) => (typeof label === 'string' ? { en: label } : label)),
  ),
  /** As people write it, e.g. `+66 2 555 0143`. */
  number: v.pipe(v.string(), v.regex(/^[+#*]?\d[\d -]*$/u, 'must be a number to dial')),
  /** `24h`, or the hours in the publisher's own words; null where they are not known. */
  hours: v.nullable(text(60)),
  /** Page that publishes the number. */
  source: httpUrl,
});
export type Hotline = v.InferOutput<typeof HotlineSchema>;

export const BrandSchema = v.strictObject({
  /** Folder-safe name, e.g. `joblantern`. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/u)),
  /** The product name that readers see. */
  name: text(45),
  /** Who publishes the list, as named in a warning. */
  publisher: text(80),
  /** Folder of the channel's metadata, with a trailing slash; null: the bundled knowledge only. */
  channel: v.nullable(httpUrl),
  /** Address that takes sealed reports; null: the reader saves a file or sends a mail. */
  relay: v.nullable(httpUrl),
  /** Mail fallback for reports. */
  mail: v.nullable(v.pipe(v.string(), v.email())),
  /** Page or mail address for disputes of a listing. */
  dispute: v.nullable(text(500)),
  /** `#rrggbb`: colour of links, buttons and the publisher's name; it never carries meaning alone. */
  colour: v.optional(colour),
  /** The same on a dark background. */
  colourDark: v.optional(colour),
  /** BCP 47 tags of the languages in the package, the default language first; absent: all languages. */
  languages: v.optional(
    v.pipe(
      v.array(v.picklist(LANGUAGES.map(({ tag }) => tag))),
      v.check((tags) => new Set(tags).size === tags.length, 'a language is named twice'),
      v.check((tags) => tags.includes('en'), 'must hold "en": its words stand where another language lacks them'),
    ),
  ),
  /** BCP 47 tags of the languages in which the package reads pictures, 1 to 6 MB each; absent: English and Thai. */
  pictures: v.optional(v.array(v.picklist(LANGUAGES.map(({ tag }) => tag)))),
  hotline: v.optional(HotlineSchema),
  /** Folder on the publisher's host where packages find updates, with a trailing slash. */
  updates: v.optional(v.pipe(httpUrl, v.endsWith('/', 'must end in a slash: it is a folder'))),
  /** Made by `npm start` with keys on this machine; never packaged. */
  demo: v.optional(v.boolean(), false),
});

/**
 * A brand with the root metadata that it pins (signed TUF root as JSON), or null without a channel.
 * `logo`: the package has icons of the brand.
 */
export type Brand = v.InferOutput<typeof BrandSchema> & { root: unknown; logo?: boolean };
