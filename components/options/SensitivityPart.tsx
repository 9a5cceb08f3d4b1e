/** The choice of how many cautions are shown, and the note on what is always shown. */
import type { JSX } from 'preact';
import { SENSITIVITIES, type Sensitivity } from '../../utils/detect/apply-sensitivity.ts';
import { useTranslator } from '../translator.ts';

interface Props {
  value: Sensitivity;
  onChange: (sensitivity: Sensitivity) => void;
}

export function SensitivityPart({ value, onChange }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <section class="card rows" id="sensitivity">
      <fieldset class="rows">
        <legend>
          <h2>{t('sensitivity.title')}</h2>
        </legend>
        {SENSITIVITIES.map((one) => (
          <div key={one}>
            <label class="choice">
              <input
                type="radio"
                name="sensitivity"
                id={`sensitivity-${one}`}
                checked={value === one}
                aria-describedby={`sensitivity-${one}-note`}
                onChange={() => onChange(one)}
              />
              <strong>{t(`sensitivity.${one}`)}</strong>
            </label>
            <p class="quiet" id={`sensitivity-${one}-note`}>
              {t(`sensitivity.${one}.note`)}
            </p>
          </div>
        ))}
      </fieldset>
      <p>{t('sensitivity.always')}</p>
    </section>
  );
}
