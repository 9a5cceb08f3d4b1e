/** The choice of the interface language. Each language has its name in that language. */
import type { JSX } from 'preact';
import type { Language } from '../../utils/i18n/languages.ts';
import { useTranslator } from '../translator.ts';

interface Props {
  languages: readonly Language[];
  /** BCP 47; null follows the browser. */
  value: string | null;
  onChange: (language: string | null) => void;
}

export function LanguagePart({ languages, value, onChange }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <section class="card rows" id="language">
      <h2>
        <label for="language-choice">{t('options.language')}</label>
      </h2>
      <select
        id="language-choice"
        aria-describedby="language-note"
        value={value ?? ''}
        onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? null : currentTarget.value)}
      >
        <option value="">{t('options.language.browser')}</option>
        {languages.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
      <p class="quiet" id="language-note">
        {t('options.language.note')}
      </p>
    </section>
  );
}
