/** The answer to a cry for help: whom to call first, what to send, and what not to do. No advice about jobs. */
import type { JSX } from 'preact';
import type { Help } from '../../utils/model/help.ts';
import { CountryChoice } from '../help/CountryChoice.tsx';
import { HelpEntryList } from '../help/HelpEntryList.tsx';
import { SelfReportSteps } from '../help/SelfReportPart.tsx';
import { useTranslator } from '../translator.ts';
import { urgentContacts } from './urgent-contacts.ts';
import { urgentHeading, urgentNote } from './urgent-heading.ts';
import type { HeldChoice } from './use-held-choice.ts';

interface Props {
  help: Help | null;
  /** The text names the country, so that its numbers stand before the choice. */
  isPlaced: boolean;
  choice: HeldChoice;
  onChoice: (part: Partial<HeldChoice>) => void;
}

export function HeldSection({ help, isPlaced, choice, onChoice }: Props): JSX.Element {
  const { t } = useTranslator();
  const question =
    help === null ? null : (
      <>
        {isPlaced ? null : <p>{t('held.choose')}</p>}
        <CountryChoice
          id="held-where"
          label={t('held.where')}
          help={help}
          value={choice.where}
          onChange={(where) => onChoice({ where })}
        />
        <CountryChoice
          id="held-from"
          label={t('held.from')}
          help={help}
          value={choice.passport}
          onChange={(passport) => onChoice({ passport })}
        />
      </>
    );
  return (
    <section class="card rows" id="held">
      {isPlaced ? null : question}
      {help === null ? null : <HeldContacts help={help} choice={choice} />}
      {isPlaced ? question : null}
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

/** The contacts in groups, and how to report oneself where officials publish it. */
function HeldContacts({ help, choice: { where, passport } }: { help: Help; choice: HeldChoice }): JSX.Element {
  const translator = useTranslator();
  const { t, region } = translator;
  const local = help.countries.find(({ country }) => country === where);
  return (
    <div class="rows" aria-live="polite">
      {urgentContacts(help, where, passport).map((group) => {
        const note = urgentNote(group);
        return (
          <div key={`${group.kind} ${group.country}`} class="rows">
            <h3>{urgentHeading(group, translator)}</h3>
            {note === null ? null : <p>{t(note)}</p>}
            <HelpEntryList contacts={group.contacts} />
          </div>
        );
      })}
      {local?.selfReport === undefined ? null : (
        <div class="rows" id="self-report">
          <h3>{t('help.self-report', { country: region(where) })}</h3>
          <SelfReportSteps gathered={local.gathered} report={local.selfReport} />
        </div>
      )}
    </div>
  );
}
