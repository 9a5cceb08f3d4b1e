/** The questions of `brand new`, in order, with the check of each answer. */
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import * as v from 'valibot';
import { Refusal } from '../../hub/refusal.ts';
import { BrandSchema } from '../../utils/brand/brand.ts';
import { LANGUAGES, languageOf } from '../../utils/i18n/languages.ts';
import { addressFault } from './address.ts';
import { checkRoot } from './check-root.ts';
import { contrastFault, readableShade } from './contrast.ts';
import type { BrandDraft } from './draft.ts';
import { logoFault } from './logo.ts';

export interface Question {
  /** Its option, without the dashes. */
  option: string;
  /** Name of the option's value; '' for a flag. */
  argument: string;
  prompt: string;
  /** May be left empty. */
  optional: boolean;
  /** Whether the question applies, given the answers so far. */
  applies?(draft: BrandDraft): boolean;
  /** What the answer adds to the draft; '' is no answer. Throws a Refusal. */
  read(answer: string, draft: BrandDraft): Promise<Partial<BrandDraft>>;
}

export const QUESTIONS: readonly Question[] = [
  {
    option: 'name',
    argument: 'text',
    prompt: 'Name that readers see',
    optional: false,
    read: async (answer) => ({ name: schemaField('name', answer) }),
  },
  {
    option: 'publisher',
    argument: 'text',
    prompt: 'Who publishes the list, as warnings name them',
    optional: false,
    read: async (answer) => ({ publisher: schemaField('publisher', answer) }),
  },
  {
    option: 'colour',
    argument: 'colours',
    prompt:
      'Colour of links and buttons, like #1f5f8b; after a comma one for dark pages (else a lighter shade is computed)',
    optional: false,
    read: readColours,
  },
  {
    option: 'logo',
    argument: 'file',
    prompt: 'Logo: a square SVG, or PNG of 512 pixels or more (empty: the lantern)',
    optional: true,
    read: readLogo,
  },
  {
    option: 'languages',
    argument: 'tags',
    prompt: 'Languages in the package, the most needed first, like th,my,en (empty: all)',
    optional: true,
    read: async (answer) => ({ languages: readLanguages(answer) }),
  },
  {
    option: 'channel',
    argument: 'url',
    prompt: 'Address of your list: the web folder with timestamp.json (empty: no list yet)',
    optional: true,
    read: async (answer) => ({ channel: answer === '' ? null : folderAddress(answer) }),
  },
  {
    option: 'root',
    argument: 'file',
    prompt: 'File of the root that the list is trusted by ("hub channel root FOLDER" prints it)',
    optional: false,
    applies: ({ channel }) => typeof channel === 'string',
    read: readRoot,
  },
  {
    option: 'relay',
    argument: 'url',
    prompt: 'Address of the relay that takes reports (empty: none)',
    optional: true,
    read: async (answer) => ({ relay: answer === '' ? null : folderAddress(answer) }),
  },
  {
    option: 'mail',
    argument: 'address',
    prompt: 'Mail address for sealed reports, where there is no relay (empty: none)',
    optional: true,
    read: async (answer) => ({ mail: answer === '' ? null : schemaField('mail', answer) }),
  },
  {
    option: 'recipients-from-root',
    argument: '',
    prompt: 'Reports are sealed to the keys that the root names, and nobody else can open them. Is that so? (yes)',
    optional: false,
    // The channel's root must be known first.
    applies: ({ relay, mail, channel, root }) =>
      (typeof relay === 'string' || typeof mail === 'string') && (typeof channel !== 'string' || root !== undefined),
    read: readRecipients,
  },
  {
    option: 'hotline',
    argument: 'parts',
    prompt: 'Your hotline: who answers|number|hours, or 24h|https page that says so (empty: none)',
    optional: true,
    read: async (answer) => ({ hotline: answer === '' ? null : readHotline(answer) }),
  },
  {
    option: 'dispute',
    argument: 'address',
    prompt: 'Page or mail address where a listing is disputed (empty: only the form in the extension)',
    optional: true,
    read: async (answer) => ({ dispute: answer === '' ? null : readDispute(answer) }),
  },
  {
    option: 'updates',
    argument: 'url',
    prompt: 'Web folder where packages look for newer ones; not for a store (empty: none)',
    optional: true,
    read: async (answer) => ({ updates: answer === '' ? null : folderAddress(answer) }),
  },
];

/** The answer, checked by the brand's schema. */
function schemaField(name: 'name' | 'publisher' | 'mail', answer: string): string {
  const result = v.safeParse(BrandSchema.entries[name], answer);
  if (!result.success) throw new Refusal(result.issues[0].message);
  return answer;
}

async function readColours(answer: string): Promise<Partial<BrandDraft>> {
  const [light = '', dark] = answer.split(',').map((part) => part.trim().toLowerCase());
  for (const hex of [light, dark ?? light]) {
    if (!/^#[0-9a-f]{6}$/u.test(hex)) throw new Refusal(`"${hex}" is no colour like #1f5f8b.`);
  }
  const faults = [contrastFault(light, 'light'), dark === undefined ? null : contrastFault(dark, 'dark')].filter(
    (fault) => fault !== null,
  );
  if (faults.length > 0) throw new Refusal(...faults);
  return { colour: light, colourDark: dark ?? readableShade(light, 'dark') };
}

async function readLogo(answer: string): Promise<Partial<BrandDraft>> {
  if (answer === '') return { logo: null };
  const bytes = await read(answer);
  const fault = logoFault(answer, bytes);
  if (fault !== null) throw new Refusal(`${answer} ${fault}.`);
  return { logo: { name: `logo${extname(answer).toLowerCase()}`, bytes } };
}

function readLanguages(answer: string): string[] | null {
  if (answer === '') return null;
  const wanted = answer.split(/[\s,]+/u).filter(Boolean);
  const tags = wanted.map((each) => {
    const tag = languageOf(each);
    if (tag !== null) return tag;
    throw new Refusal(`"${each}" is not one of the languages: ${LANGUAGES.map((one) => one.tag).join(' ')}.`);
  });
  // English is the fallback for missing texts.
  return [...new Set([...tags, 'en'])];
}

function folderAddress(answer: string): string {
  const fault = addressFault(answer);
  if (fault !== null) throw new Refusal(fault);
  return answer.endsWith('/') ? answer : `${answer}/`;
}

async function readRoot(answer: string, { publisher }: BrandDraft): Promise<Partial<BrandDraft>> {
  const bytes = await read(answer);
  const facts = await checkRoot(answer, bytes);
  if (facts.publisher !== null && publisher !== undefined && facts.publisher !== publisher) {
    throw new Refusal(`${answer} is the root of "${facts.publisher}", and the publisher here is "${publisher}".`);
  }
  return { root: { bytes, facts } };
}

async function readRecipients(answer: string, { root }: BrandDraft): Promise<Partial<BrandDraft>> {
  const count = root?.facts.recipients.length ?? 0;
  if (count === 0) {
    throw new Refusal(
      'No root names a key for reports, so nobody could open them: "hub channel init --recipient" and "rotate" name one.',
    );
  }
  if (!/^(?:y|yes)$/iu.test(answer)) throw new Refusal('Without that, give neither a relay nor a mail address.');
  return {};
}

function readHotline(answer: string): NonNullable<BrandDraft['hotline']> {
  const parts = answer.split('|').map((part) => part.trim());
  if (parts.length !== 4) throw new Refusal('Four parts, with | between them: who answers|number|hours|https page.');
  const [label = '', number = '', hours = '', source = ''] = parts;
  const hotline = { label, number, hours: hours === '' ? null : hours, source };
  const result = v.safeParse(BrandSchema.entries.hotline, hotline);
  if (!result.success) {
    throw new Refusal(...result.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`));
  }
  const fault = addressFault(source);
  if (fault !== null) throw new Refusal(`source: ${fault}`);
  return hotline;
}

function readDispute(answer: string): string {
  if (v.safeParse(v.pipe(v.string(), v.email()), answer).success) return answer;
  const fault = addressFault(answer);
  if (fault !== null) throw new Refusal(`${fault} A mail address will do, too.`);
  return answer;
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Refusal(`${file} cannot be read: ${(error as Error).message}`);
  }
}
