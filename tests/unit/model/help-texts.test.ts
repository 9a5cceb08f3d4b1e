import * as v from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import { compileHelp } from '../../../tools/knowledge/help.ts';
import { HelpSchema, type Help } from '../../../utils/model/help.ts';
import { addHelpTexts, splitHelpTexts } from '../../../utils/model/help-texts.ts';

let help: Help;
beforeAll(async () => {
  const files = await compileHelp('knowledge');
  help = v.parse(HelpSchema, JSON.parse(Buffer.from(files['help.json']!).toString('utf8')));
});

/** All texts in languages other than English, in the order in which they stand. */
const foreignTexts = (of: Help, language: string): string[] =>
  [...JSON.stringify(of).matchAll(new RegExp(`"${language}":"((?:[^"\\\\]|\\\\.)*)"`, 'gu'))].map(([, text]) => text!);

test('the contacts in English hold no other text, and each language brings all of its own', () => {
  const { english, texts } = splitHelpTexts(help, ['th', 'ur']);
  expect(foreignTexts(english, 'th')).toEqual([]);
  expect(foreignTexts(help, 'ur').length).toBeGreaterThan(20);
  for (const language of ['th', 'ur']) {
    const whole = addHelpTexts(english, language, texts[language]!);
    expect(foreignTexts(whole, language)).toEqual(foreignTexts(help, language));
    expect(foreignTexts(whole, 'km')).toEqual([]);
  }
  expect(foreignTexts(english, 'th')).toEqual([]);
});

test('a text of another version, whose English differs, is left out', () => {
  const { english, texts } = splitHelpTexts(help, ['th']);
  const [first] = Object.keys(texts['th']!);
  const { [first!]: text, ...others } = texts['th']!;
  const changed = addHelpTexts(english, 'th', { ...others, [`${first}, reworded`]: text! });
  expect(foreignTexts(addHelpTexts(english, 'th', texts['th']!), 'th')).toContain(text);
  expect(foreignTexts(changed, 'th')).not.toContain(text);
  expect(foreignTexts(changed, 'th').length).toBeGreaterThan(20);
});

test('two texts for the same English are refused, as one of them would stand beside the wrong contact', () => {
  const entry = (th: string) => ({ ...help.countries[0]!.entries[0]!, name: { en: 'Police', th } });
  const withEntries = (...texts: string[]): Help => ({
    ...help,
    countries: [{ ...help.countries[0]!, entries: texts.map(entry) }],
  });
  expect(() => splitHelpTexts(withEntries('ตำรวจ', 'ตำรวจลาว'), ['th'])).toThrow(
    '"Police" has two different texts in th',
  );
  expect(splitHelpTexts(withEntries('ตำรวจ', 'ตำรวจ'), ['th']).texts['th']).toHaveProperty('Police', 'ตำรวจ');
});
