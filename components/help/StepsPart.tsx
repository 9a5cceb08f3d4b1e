/** Steps to take in the chosen stage; without a choice, those for a person who is already there. */
import type { JSX } from 'preact';
import { useTranslator } from '../translator.ts';
import { STEP_NUMBERS, type Stage } from './stages.ts';

export function StepsPart({ stage }: { stage: Stage | null }): JSX.Element {
  const { t } = useTranslator();
  const shown = stage ?? 'there';
  return (
    <section class="card rows" id="steps">
      <h2>{t('help.do.title')}</h2>
      <p class="quiet">{t(`help.stage.${shown}`)}</p>
      <ul class="dots">
        {STEP_NUMBERS.map((step) => (
          <li key={step}>{t(`help.step.${shown}.${step}`)}</li>
        ))}
      </ul>
    </section>
  );
}
