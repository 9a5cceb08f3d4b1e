/** Loads the help contacts of the site, with their texts in English and in the languages that the reader chooses. */
import * as v from 'valibot';
import { HelpSchema, type Help } from '../utils/model/help.ts';
import { addHelpTexts, HelpTextsSchema } from '../utils/model/help-texts.ts';
import { readSiteFile } from './file-address.ts';

/** What was loaded so far: contacts stay when the texts of another language cannot be read. */
let loaded: Help | null = null;

/** Null when the contacts cannot be read. In English where the texts of the language cannot. */
export async function loadHelp(language: string): Promise<Help | null> {
  const [help, texts] = await Promise.all([
    loaded ?? readSiteFile('knowledge/help.json', (json) => v.parse(HelpSchema, json)),
    language === 'en'
      ? null
      : readSiteFile(`knowledge/help-${language}.json`, (json) => v.parse(HelpTextsSchema, json)),
  ]);
  // Another language may have come meanwhile.
  loaded ??= help;
  if (loaded !== null && texts !== null) loaded = addHelpTexts(loaded, language, texts);
  return loaded;
}
