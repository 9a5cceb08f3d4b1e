/** `store -- listing`: everything that the stores' forms ask for, as files to copy from. Ends with 1 when a text does not fit. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES } from '../../utils/i18n/languages.ts';
import { DEFAULT_BRAND, readBrand } from '../brand/read-brand.ts';
import { builtLanguages } from '../interface-languages.ts';
import { projectVersion } from '../setup/package.ts';
import { makeListing } from './listing.ts';
import { privacyPage } from './privacy-page.ts';
import { reviewNotes } from './review-notes.ts';
import { readRules } from './rules.ts';
import { takeStorePictures } from './pictures.ts';
import { UsageError } from './usage-error.ts';

export async function runListing(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      languages: { type: 'string', default: 'en' },
      brand: { type: 'string', default: DEFAULT_BRAND },
      to: { type: 'string', default: '.output/listing' },
      'no-pictures': { type: 'boolean', default: false },
    },
  });
  const languages = languagesOf(values.languages);
  const brand = readBrand(values.brand);
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
    await mkdir(dirname(join(values.to, path)), { recursive: true });
    await writeFile(join(values.to, path), text);
  }
  console.log(`${listing.files.size} texts in ${values.to}`);
  for (const note of listing.notes) console.log(`note: ${note}`);
  for (const what of privacy.missing) console.log(`note: privacy-policy.md: write in ${what}`);
  if (!values['no-pictures'])
    console.log(
      `${await takeStorePictures(join(values.to, 'screenshots'), languages, rules)} pictures in ${values.to}/screenshots`,
    );
  for (const fault of listing.faults) console.error(fault);
  if (listing.faults.length > 0) process.exitCode = 1;
}

function languagesOf(list: string): string[] {
  const languages = list.split(',').map((tag) => tag.trim());
  const unknown = languages.filter((tag) => !LANGUAGES.some((language) => language.tag === tag));
  if (unknown.length > 0) {
    throw new UsageError(`--languages: ${unknown.join(', ')} is none of ${LANGUAGES.map(({ tag }) => tag).join(', ')}`);
  }
  return languages;
}
