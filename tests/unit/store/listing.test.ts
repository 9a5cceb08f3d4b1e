/** Every store's texts fit it, in every language that has any, and the privacy policy says what is declared. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DEFAULT_BRAND, readBrand } from '../../../tools/brand/read-brand.ts';
import { ensureKnowledge } from '../../../tools/knowledge/compile-knowledge.ts';
import { readCompiled } from '../../../tools/knowledge/read-compiled.ts';
import { makeListing, type ListingOptions } from '../../../tools/store/listing.ts';
import { PRIVACY_DOC, privacyPage } from '../../../tools/store/privacy-page.ts';
import { reviewNotes, SAMPLE } from '../../../tools/store/review-notes.ts';
import { readRules } from '../../../tools/store/rules.ts';
import { fillTemplate, readDeclarations, readTexts } from '../../../tools/store/texts.ts';
import { postFromText } from '../../../utils/check/post-from-text.ts';
import { analyse, conclude, loadKnowledge } from '../../../utils/detect/analyse.ts';
import { DATA_KINDS } from '../../../utils/report/data-kinds.ts';

const rules = readRules();
const written = readdirSync('knowledge/store')
  .map((name) => name.replace('.yaml', ''))
  .filter((name) => name !== 'declarations');
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const options = (change: Partial<ListingOptions> = {}): ListingOptions => ({
  languages: written,
  name: 'JobLantern',
  version,
  interfaceLanguages: 26,
  reviewNotes: reviewNotes('JobLantern', version),
  ...change,
});

describe('the listing texts', () => {
  test('exist in English and at least these languages', () => {
    expect(written).toEqual(expect.arrayContaining(['ar', 'en', 'th', 'vi', 'zh-Hans']));
  });

  test('fit the limits of every store', () => {
    const { files, faults } = makeListing(options(), rules);
    expect(faults).toEqual([]);
    for (const language of written) {
      for (const store of ['chrome', 'amo', 'edge'])
        expect(files.get(`${store}/${language}/description.txt`)).toContain('JobLantern');
    }
    expect(files.get('amo/th/captions.txt')?.split('\n').length).toBe(6);
    expect(files.get('chrome/for-the-reviewer/permission-storage.txt')).toMatch(/^Keeps the settings/u);
  });

  test('name the number of interface languages', () => {
    expect(makeListing(options({ interfaceLanguages: 3 }), rules).files.get('amo/en/description.txt')).toContain(
      '3 languages.',
    );
  });

  test('never call an offer safe', () => {
    for (const language of written)
      expect(readTexts(language)?.description).not.toMatch(/\b(?:guarantee|100 ?%|protects you)/iu);
  });

  test('are English, with a note, in a language without texts or news', () => {
    const { files, notes } = makeListing(options({ languages: ['km'], version: '9.9.9' }), rules);
    expect(files.get('chrome/km/description.txt')).toBe(
      makeListing(options(), rules).files.get('chrome/en/description.txt'),
    );
    expect(notes).toContainEqual(expect.stringMatching(/^km: no texts/u));
    expect(notes).toContainEqual(expect.stringMatching(/^km: news has no entry for version 9\.9\.9/u));
    expect(files.has('chrome/km/whats-new.txt')).toBe(false);
  });

  test('are faults when they are too long for a store', () => {
    const { faults } = makeListing(options({ name: 'x'.repeat(48), languages: ['en'] }), rules);
    expect(faults).toEqual(['edge/en/name.txt: 48 characters, at most 45 are allowed']);
  });

  test('are refused when they name an unknown value', () => {
    expect(() => fillTemplate('{name} and {nmae}', { name: 'x' })).toThrow(/\{nmae\}/u);
  });
});

describe('the data declaration', () => {
  const { data } = readDeclarations();

  test('equals the data permissions of the Firefox manifest', () => {
    expect(
      data
        .filter(({ leaves }) => leaves)
        .map(({ firefox }) => firefox)
        .toSorted(),
    ).toEqual([...DATA_KINDS].toSorted());
    for (const { leaves, when } of data) expect(when !== undefined).toBe(leaves);
  });

  test('equals the table of the privacy policy', () => {
    const rows = data.map(({ kind, chrome, firefox, leaves, when = '' }) => {
      const inChrome = chrome === null ? 'no such kind' : leaves ? 'yes' : 'no';
      return `| ${kind} | ${inChrome} | ${leaves ? `\`${firefox}\`, optional` : 'not declared'} |${when === '' ? '' : ` ${when}`} |`;
    });
    const shown =
      readFileSync(PRIVACY_DOC, 'utf8').split('## What is declared to the stores')[1]?.split('\n## ')[0] ?? '';
    expect(
      shown
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .slice(2),
    ).toEqual(rows);
  });
});

test('the privacy page of a brand contains its values and names missing ones', () => {
  const brand = {
    ...readBrand(DEFAULT_BRAND),
    publisher: 'Example Shelter',
    mail: 'help@shelter.example',
    channel: 'https://list.shelter.example/',
  };
  const { text, missing } = privacyPage(brand);
  expect(text).toContain('Example Shelter publishes it and answers for it');
  expect(text).toContain('downloads the list from https://list.shelter.example/');
  expect(text).not.toMatch(/[{}]|For publishers|\]\(/u);
  expect(missing).toContain('where a listing is disputed');
  expect(missing).not.toContain('a mail address for questions');
});

test('the sample text of the review notes gets a warning', { timeout: 60_000 }, async () => {
  await ensureKnowledge();
  const verdict = conclude(analyse(postFromText(SAMPLE), loadKnowledge(readCompiled())), [], '2026-11-25');
  expect(verdict.level).toBe('danger');
  expect(reviewNotes('JobLantern', version)).toContain(SAMPLE);
});
