/** Registers of licensed recruiters in the reader's country. The choice of country is kept only while the page is open. */
import type { JSX } from 'preact';
import type { MapOutlines } from '../../utils/check/map-outlines.ts';
import type { Help } from '../../utils/model/help.ts';
import { RegistryItem } from '../help/RegistryItem.tsx';
import { useTranslator } from '../translator.ts';

interface Props {
  help: Help;
  outlines: MapOutlines | null;
  /** ISO 3166, or '' while none is chosen. */
  country: string;
  onCountry: (country: string) => void;
}

export function LicenceSection({ help, outlines, country, onCountry }: Props): JSX.Element {
  const { t, region, collator } = useTranslator();
  const mapped = outlines?.countries.map((one) => one.country).filter((code) => code !== '') ?? [];
  const countries = [...new Set([...help.countries.map((one) => one.country), ...mapped])].sort((a, b) =>
    collator.compare(region(a), region(b)),
  );
  const chosen = help.countries.find((one) => one.country === country);
  return (
    <section class="card rows" id="licence">
      <h3>{t('licence.title')}</h3>
      <p>{t('licence.intro')}</p>
      <label class="rows" for="licence-country">
        <span>{t('licence.country')}</span>
      </label>
      <select
        id="licence-country"
        autocomplete="off"
        value={country}
        onChange={(event) => onCountry(event.currentTarget.value)}
      >
        <option value="">{t('help.choose')}</option>
        {countries.map((code) => (
          <option key={code} value={code}>
            {region(code)}
          </option>
        ))}
      </select>
      <div class="rows" role="status">
        {chosen === undefined || chosen.registries.length === 0 ? null : (
          <ul class="rows">
            {chosen.registries.map((registry) => (
              <RegistryItem key={registry.url} registry={registry} gathered={chosen.gathered} />
            ))}
          </ul>
        )}
        {country !== '' && (chosen?.registries.length ?? 0) === 0 ? (
          <p class="note caution">{t('licence.none')}</p>
        ) : null}
      </div>
      <p class="quiet">{t('licence.note')}</p>
    </section>
  );
}
