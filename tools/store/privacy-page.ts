/** Fills docs/reader/privacy.md with a brand's values, for the publisher's web site. */
import { readFileSync } from 'node:fs';
import type { Brand } from '../../utils/brand/brand.ts';
import { fillTemplate } from './texts.ts';

export const PRIVACY_DOC = 'docs/reader/privacy.md';

export interface PrivacyPage {
  text: string;
  /** Values that a person must still fill in, one line each. */
  missing: string[];
}

export function privacyPage(brand: Brand): PrivacyPage {
  const missing: string[] = [];
  const given = (what: string, value: string | null): string => {
    if (value !== null) return value;
    missing.push(what);
    return `**[${what}]**`;
  };
  const [text = ''] = readFileSync(PRIVACY_DOC, 'utf8').split('\n---\n');
  const values = {
    publisher: brand.publisher,
    mail: given('a mail address for questions', brand.mail),
    list: brand.channel ?? 'nowhere, for this package has no list of its own',
    relay: brand.relay ?? 'there is none in this package: reports are saved as files',
    dispute: given('where a listing is disputed', brand.dispute),
    'host-log': given('what the web host keeps of requests, and how long', null),
    retention: given('how long opened reports are kept', null),
  };
  // Links into the project do not work on another site.
  const alone = text.replaceAll(/\[([^\]]+)\]\((?!https?:)[^)]*\)/gu, '$1');
  return { text: `${fillTemplate(alone, values).trim()}\n`, missing: [...new Set(missing)] };
}
