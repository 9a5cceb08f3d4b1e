/** The numbers that ship in the package; they need no network. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { HelpSchema, type Help } from '../model/help.ts';

/** Null when the package is damaged. */
export async function readHelp(): Promise<Help | null> {
  try {
    const response = await fetch(browser.runtime.getURL('knowledge/help.json'));
    return v.parse(HelpSchema, await response.json());
  } catch {
    return null;
  }
}
