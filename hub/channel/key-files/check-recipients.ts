/** Recipients of reports, tried before a root that names them is signed: with a mistyped key a report reaches nobody. */
import { isUsableRecipient } from '../../../utils/report/seal-report.ts';
import { STANZA_COUNT } from '../../../utils/report/sealed-format.ts';
import { Refusal } from '../../refusal.ts';

/** Seals something to each. Throws a Refusal that names the one that does not work. */
export async function checkRecipients(recipients: readonly string[]): Promise<void> {
  if (new Set(recipients).size > STANZA_COUNT) {
    throw new Refusal(`A report has room for ${STANZA_COUNT} recipients, and these are ${recipients.length}.`);
  }
  for (const recipient of recipients) {
    if (await isUsableRecipient(recipient)) continue;
    throw new Refusal(
      `"${recipient}" is no age recipient (age1...) to which a report can be sealed. Is a letter wrong or missing?`,
      'Copy the key again from the desk or the relay. Nothing was changed.',
    );
  }
}
