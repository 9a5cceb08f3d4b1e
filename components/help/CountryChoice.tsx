/** A choice of one country of the help data. The browser keeps it only while the page is open. */
import type { JSX } from 'preact';
import type { Help } from '../../utils/model/help.ts';
import { useTranslator } from '../translator.ts';
import { countriesOf, OTHER_COUNTRY } from './choose-help.ts';

interface Props {
  id: string;
  label: string;
  help: Help;
  /** ISO 3166, `OTHER_COUNTRY`, or '' while none is chosen. */
  value: string;
  onChange: (country: string) => void;
}

export function CountryChoice({ id, label, help, value, onChange }: Props): JSX.Element {
  const { t, region, collator } = useTranslator();
  const countries = countriesOf(help).sort((a, b) => collator.compare(region(a), region(b)));
  return (
    <label class="rows" for={id}>
      <span>{label}</span>
      {/* Without `autocomplete="off"` a browser keeps the choice for the next visit. */}
      <select id={id} autocomplete="off" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t('help.choose')}</option>
        {countries.map((country) => (
          <option key={country} value={country}>
            {region(country)}
          </option>
        ))}
        <option value={OTHER_COUNTRY}>{t('help.country.other')}</option>
      </select>
    </label>
  );
}
