/** What of a page may name the reader. */
import { nameIn } from './person-name.ts';
import { emailsIn, phoneDigits, type SelfValues } from './self-values.ts';

/** Collects values in sets; the caps bound what a hostile page can make us compare. */
export class FoundOfSelf {
  readonly names = new Set<string>();
  readonly emails = new Set<string>();
  readonly phones = new Set<string>();
  readonly accounts = new Set<string>();
  readonly secrets = new Set<string>();

  name(label: string, certain: boolean): boolean {
    const name = nameIn(label, certain);
    if (name !== null) this.names.add(name);
    return name !== null;
  }

  /** A value whose kind is not known. */
  value(text: string, certain: boolean): void {
    const value = text.trim();
    const emails = emailsIn(value);
    if (emails.length > 0) for (const email of emails) this.emails.add(email);
    else if (/^\d{5,20}$/u.test(value)) this.accounts.add(value);
    else if (phoneDigits(value) !== '') this.phones.add(value);
    else if (/^@?(?=.*[\d_.-])[\w.-]{4,60}$/u.test(value)) this.accounts.add(value.replace(/^@/u, ''));
    else this.name(value, certain);
  }

  values(): SelfValues {
    return {
      names: most(this.names),
      emails: most(this.emails),
      phones: most(this.phones),
      accounts: most(this.accounts),
      secrets: most(this.secrets),
    };
  }
}

function most(values: Set<string>): string[] {
  return [...values].filter((value) => value.length <= 500).slice(0, 60);
}
