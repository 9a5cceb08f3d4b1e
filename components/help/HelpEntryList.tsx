/** A list of contacts, with what is known of each. */
import type { JSX } from 'preact';
import { HelpEntryItem, type HelpContact } from './HelpEntryItem.tsx';

export function HelpEntryList({ contacts }: { contacts: readonly HelpContact[] }): JSX.Element {
  return (
    <ul class="rows">
      {contacts.map(({ entry, country, gathered }) => (
        <HelpEntryItem
          key={`${entry.number} ${entry.telegram} ${entry.url} ${entry.email}`}
          entry={entry}
          country={country}
          gathered={gathered}
        />
      ))}
    </ul>
  );
}
