/** The answer to a cry for help: whom to call first, what to send, and what not to do. No advice about jobs. */
import type { JSX } from 'preact';
import type { CheckResult } from '../../utils/check/check-text.ts';
import type { Help } from '../../utils/model/help.ts';
import { HelpEntryItem } from '../help/HelpEntryItem.tsx';
import { useTranslator } from '../translator.ts';
import { urgentContacts } from './urgent-contacts.ts';

export function HeldSection({ result, help }: { result: CheckResult; help: Help | null }): JSX.Element {
  const { t } = useTranslator();
  const contacts = help === null ? [] : urgentContacts(help, result.places);
  return (
    <section class="card rows" id="held">
      {contacts.length === 0 ? null : (
        <ul class="rows">
          {contacts.map(({ entry, country, gathered }) => (
            <HelpEntryItem
              key={`${country} ${entry.number} ${entry.url}`}
              entry={entry}
              country={country}
              gathered={gathered}
            />
          ))}
        </ul>
      )}
      <div class="bar wrap">
        <a class="button main" href="help.html" target="_blank">
          {t('ui.get-help')}
        </a>
      </div>
      <h3>{t('held.send')}</h3>
      <ul class="dots">
        {(['held.send.1', 'held.send.2', 'held.send.3'] as const).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <h3>{t('held.avoid')}</h3>
      <ul class="dots">
        {(['held.avoid.1', 'held.avoid.2', 'held.avoid.3'] as const).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
    </section>
  );
}
