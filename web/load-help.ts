/** Loads the help contacts of the site, with their texts in English and in the reader's language. */
import * as v from 'valibot';
import { HelpSchema, type Help } from '../utils/model/help.ts';
import { addHelpTexts, HelpTextsSchema } from '../utils/model/help-texts.ts';
import { readSiteFile } from './file-address.ts';

/** Null when the contacts cannot be read. In English where the texts of the language cannot. */
export async function loadHelp(language: string): Promise<Help | null> {
  const [help, texts] = await Promise.all([
    readSiteFile('knowledge/help.json', (json) => v.parse(HelpSchema, json)),
    language === 'en'
      ? null
      : readSiteFile(`knowledge/help-${language}.json`, (json) => v.parse(HelpTextsSchema, json)),
  ]);
  return help === null || texts === null ? help : addHelpTexts(help, language, texts);
}
