/** `store -- listing`: writes what the forms of the stores ask for as files. Ends with 1 when a text does not fit. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LANGUAGES } from '../../utils/i18n/languages.ts';
import { readBrand } from '../brand/read-brand.ts';
import { builtLanguages } from '../interface-languages.ts';
import { projectVersion } from '../setup/package.ts';
import { makeListing } from './listing.ts';
import { privacyPage } from './privacy-page.ts';
import { reviewNotes } from './review-notes.ts';
import { readRules } from './rules.ts';
import { takeStorePictures } from './pictures.ts';

export interface ListingCommandOptions {
  /** Language tags with commas between them. */
  languages: string;
  /** Folder with brand.yaml. */
  brand: string;
  /** Folder for the files. */
  to: string;
  pictures: boolean;
}

/** Throws an Error for an unknown language. */
export async function runListing(options: ListingCommandOptions): Promise<void> {
  const languages = languagesOf(options.languages);
  const brand = readBrand(options.brand);
  const version = await projectVersion();
  const rules = readRules();
  const listing = makeListing(
    {
      languages,
      name: brand.name,
      version,
      interfaceLanguages: builtLanguages().length,
      reviewNotes: reviewNotes(brand.name, version),
    },
    rules,
  );
  const privacy = privacyPage(brand);
  listing.files.set('privacy-policy.md', privacy.text);
  for (const [path, text] of listing.files) {
    await mkdir(dirname(join(options.to, path)), { recursive: true });
    await writeFile(join(options.to, path), text);
  }
  console.log(`${listing.files.size} texts in ${options.to}`);
  for (const note of listing.notes) console.log(`note: ${note}`);
  for (const what of privacy.missing) console.log(`note: privacy-policy.md: write in ${what}`);
  if (options.pictures)
    console.log(
      `${await takeStorePictures(join(options.to, 'screenshots'), languages, rules)} pictures in ${options.to}/screenshots`,
    );
  for (const fault of listing.faults) console.error(fault);
  if (listing.faults.length > 0) process.exitCode = 1;
}

function languagesOf(list: string): string[] {
  const languages = list.split(',').map((tag) => tag.trim());
  const unknown = languages.filter((tag) => !LANGUAGES.some((language) => language.tag === tag));
  if (unknown.length > 0) {
    throw new Error(`--languages: ${unknown.join(', ')} is none of ${LANGUAGES.map(({ tag }) => tag).join(', ')}`);
  }
  return languages;
}
