/** The choice of the stage of a journey. It is kept only while the page is open. */
import type { JSX } from 'preact';
import { useTranslator } from '../translator.ts';
import { STAGES, type Stage } from './stages.ts';

interface Props {
  value: Stage | null;
  onChange: (stage: Stage) => void;
}

export function StageChoice({ value, onChange }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <fieldset class="rows">
      <legend>{t('help.stage')}</legend>
      <div class="stages">
        {STAGES.map((stage) => (
          <label key={stage} class="choice">
            <input
              type="radio"
              name="stage"
              id={`stage-${stage}`}
              autocomplete="off"
              checked={value === stage}
              onChange={() => onChange(stage)}
            />
            <span>{t(`help.stage.${stage}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
