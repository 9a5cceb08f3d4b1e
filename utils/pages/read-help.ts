/** The help contacts in the package; they need no network. */
import * as v from 'valibot';
import { HelpSchema, type Help } from '../model/help.ts';
import { readPackaged } from './read-packaged.ts';

/** Null when the package is damaged. */
export const readHelp = (): Promise<Help | null> =>
  readPackaged('knowledge/help.json', (json) => v.parse(HelpSchema, json));
