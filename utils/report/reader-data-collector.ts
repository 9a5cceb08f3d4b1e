/** Collects what a page shows about its reader. */
import { extractPersonName } from './person-name.ts';
import { emailsIn, phoneDigits, type ReaderData } from './reader-data.ts';

/** The limits bound how much a hostile page can make us compare. */
export class ReaderDataCollector {
  readonly names = new Set<string>();
  readonly emails = new Set<string>();
  readonly phones = new Set<string>();
  readonly accounts = new Set<string>();
  readonly secrets = new Set<string>();

  addName(label: string, isNamePlace: boolean): boolean {
    const name = extractPersonName(label, isNamePlace);
    if (name !== null) this.names.add(name);
    return name !== null;
  }

  /** Adds a value of unknown kind. */
  addValue(text: string, isNamePlace: boolean): void {
    const value = text.trim();
    const emails = emailsIn(value);
    if (emails.length > 0) for (const email of emails) this.emails.add(email);
    else if (/^\d{5,20}$/u.test(value)) this.accounts.add(value);
    else if (phoneDigits(value) !== '') this.phones.add(value);
    else if (/^@?(?=.*[\d_.-])[\w.-]{4,60}$/u.test(value)) this.accounts.add(value.replace(/^@/u, ''));
    else this.addName(value, isNamePlace);
  }

  toReaderData(): ReaderData {
    return {
      names: capValues(this.names),
      emails: capValues(this.emails),
      phones: capValues(this.phones),
      accounts: capValues(this.accounts),
      secrets: capValues(this.secrets),
    };
  }
}

function capValues(values: Set<string>): string[] {
  return [...values].filter((value) => value.length <= 500).slice(0, 60);
}
