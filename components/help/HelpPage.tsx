/** Contacts and steps by place, passport and stage. The choices are kept only while the page is open. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Hotline } from '../../utils/brand/brand.ts';
import type { Help, HelpEntry } from '../../utils/model/help.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { useTranslator } from '../translator.ts';
import { chooseHelp, hasLineForHeld, OTHER_COUNTRY, type CountryEntries } from './choose-help.ts';
import { CountryChoice } from './CountryChoice.tsx';
import { HelpEntryList } from './HelpEntryList.tsx';
import { HotlinePart } from './HotlinePart.tsx';
import { RegistryItem } from './RegistryItem.tsx';
import { SelfReportPart } from './SelfReportPart.tsx';
import { StageChoice } from './StageChoice.tsx';
import { needsRegistry, type Stage } from './stages.ts';
import { StepsPart } from './StepsPart.tsx';

interface Props {
  name: string;
  organisation?: string | null;
  /** The brand's own number. */
  hotline?: Hotline | undefined;
  /** Null when it could not be read. */
  help: Help | null;
  onQuickExit: () => void;
}

/** Contacts shown before a choice. */
const UNIVERSAL_CONTACTS = 3;

export function HelpPage({ name, organisation = null, hotline, help, onQuickExit }: Props): JSX.Element {
  const { t } = useTranslator();
  const [where, setWhere] = useState('');
  const [passport, setPassport] = useState('');
  const [stage, setStage] = useState<Stage | null>(null);
  const currentCountry = help?.countries.find(({ country }) => country === where);
  return (
    <main class="column">
      <PageHead name={name} organisation={organisation} onQuickExit={onQuickExit} />
      <h1>{t('help.title')}</h1>
      <p>{t('help.intro')}</p>
      {hotline === undefined ? null : <HotlinePart hotline={hotline} />}
      {help === null ? (
        <div class="note danger rows">
          <p>{t('help.failed')}</p>
          <p>
            <button type="button" id="read-again" onClick={() => window.location.reload()}>
              {t('outbox.try')}
            </button>
          </p>
        </div>
      ) : (
        <>
          <div class="card rows">
            <CountryChoice id="where" label={t('help.where')} help={help} value={where} onChange={setWhere} />
            <CountryChoice id="from" label={t('help.from')} help={help} value={passport} onChange={setPassport} />
            <StageChoice value={stage} onChange={setStage} />
            <p class="quiet small">{t('help.kept')}</p>
          </div>
          {needsRegistry(stage) ? <StepsPart stage={stage} /> : null}
          {needsRegistry(stage) ? <Registries help={help} country={passport} /> : null}
          <div class="rows" aria-live="polite">
            {currentCountry?.selfReport === undefined || needsRegistry(stage) ? null : (
              <SelfReportPart
                country={currentCountry.country}
                gathered={currentCountry.gathered}
                report={currentCountry.selfReport}
              />
            )}
            <Offices help={help} where={where} passport={passport} />
          </div>
        </>
      )}
      {needsRegistry(stage) ? null : <StepsPart stage={stage} />}
      <p class="quiet small">{t('ui.quick-exit.note')}</p>
    </main>
  );
}

/** For people before departure: the registers of licensed recruiters of their country. */
function Registries({ help, country }: { help: Help; country: string }): JSX.Element | null {
  const { t } = useTranslator();
  const chosen = help.countries.find((one) => one.country === country);
  if (chosen === undefined || chosen.registries.length === 0) return null;
  return (
    <section class="rows" id="registers">
      <h2>{t('licence.title')}</h2>
      <ul class="rows">
        {chosen.registries.map((registry) => (
          <RegistryItem key={registry.url} registry={registry} gathered={chosen.gathered} />
        ))}
      </ul>
    </section>
  );
}

function Offices({ help, where, passport }: { help: Help; where: string; passport: string }): JSX.Element {
  const { t, region } = useTranslator();
  const { here, home, nearby, embassies, elsewhere } = chooseHelp(help, where, passport);
  // Police that may not reach people who are held stand after all that may.
  const late = hasLineForHeld(help, where) ? [] : here.filter(({ country }) => country === where);
  const isChosen = where !== '' || passport !== '';
  const nameOf = (country: string): string => (country === '' || country === OTHER_COUNTRY ? '' : region(country));
  const international = isChosen ? help.international.entries : help.international.entries.slice(0, UNIVERSAL_CONTACTS);
  return (
    <>
      <OfficeList
        title={t('help.here', { country: nameOf(where) })}
        countries={here.filter((one) => !late.includes(one))}
      />
      <OfficeList title={t('help.home', { country: nameOf(passport) })} countries={home} isAbroad />
      <OfficeList title={t('help.nearby')} countries={nearby} hasCountryNames isAbroad />
      <OfficeList title={t('help.here', { country: nameOf(where) })} countries={late} />
      <OfficeList
        title={t('help.international')}
        countries={international.length === 0 ? [] : [{ country: '', gathered: '', entries: international }]}
      />
      {embassies.length === 0 ? null : (
        <details class="card" id="embassies">
          <summary>{t('help.embassies')}</summary>
          <OfficeList title="" countries={embassies} hasCountryNames />
        </details>
      )}
      {isChosen ? (
        <details class="card">
          <summary>{t('help.elsewhere')}</summary>
          <OfficeList title="" countries={elsewhere} hasCountryNames isAbroad />
        </details>
      ) : null}
    </>
  );
}

/** A short number, which no telephone of another country reaches. */
const isLocal = ({ number, reach }: HelpEntry): boolean =>
  reach === 'home' && number !== undefined && !number.startsWith('+');

interface OfficeListProps {
  title: string;
  countries: readonly CountryEntries[];
  /** The reader may be in another country: numbers that work only there come last, and say so. */
  isAbroad?: boolean;
  /** Shows the name of each country. */
  hasCountryNames?: boolean;
}

/** Draws nothing when there are no contacts. */
function OfficeList({
  title,
  countries,
  isAbroad = false,
  hasCountryNames = false,
}: OfficeListProps): JSX.Element | null {
  const { t, region, collator } = useTranslator();
  if (countries.length === 0) return null;
  const nameOf = (country: string): string => (country === '' ? '' : region(country));
  const sorted = [...countries].sort((a, b) => collator.compare(nameOf(a.country), nameOf(b.country)));
  return (
    <section class="rows">
      {title === '' ? null : <h2>{title}</h2>}
      {sorted.map(({ country, gathered, entries }) => {
        const contacts = entries.map((entry) => ({ entry, country, gathered }));
        const local = contacts.filter(({ entry }) => isAbroad && isLocal(entry));
        const others = contacts.filter((contact) => !local.includes(contact));
        return (
          <div key={country} class="rows">
            {hasCountryNames ? <h3>{region(country)}</h3> : null}
            {others.length === 0 ? null : <HelpEntryList contacts={others} />}
            {local.length === 0 ? null : (
              <>
                <p>{t('help.nearby.how')}</p>
                <HelpEntryList contacts={local} />
              </>
            )}
          </div>
        );
      })}
    </section>
  );
}
