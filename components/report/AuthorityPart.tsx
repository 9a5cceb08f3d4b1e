/** Where no publisher takes reports: the authorities of the reader's country that do. */
import type { JSX } from 'preact';
import type { Help } from '../../utils/model/help.ts';
import { CountryChoice } from '../help/CountryChoice.tsx';
import { HelpEntryList } from '../help/HelpEntryList.tsx';
import { useTranslator } from '../translator.ts';
import { authoritiesOf } from './authorities.ts';

interface Props {
  help: Help;
  country: string;
  onCountry: (country: string) => void;
}

export function AuthorityPart({ help, country, onCountry }: Props): JSX.Element {
  const { t } = useTranslator();
  const gathered = help.countries.find((one) => one.country === country)?.gathered ?? '';
  return (
    <section class="card rows" id="authorities">
      <CountryChoice id="country" label={t('help.from')} help={help} value={country} onChange={onCountry} />
      <HelpEntryList contacts={authoritiesOf(help, country).map((entry) => ({ entry, country, gathered }))} />
    </section>
  );
}
