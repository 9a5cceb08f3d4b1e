/** How a person who is held in a country reports it there, with sources. */
import type { JSX } from 'preact';
import type { SelfReport } from '../../utils/model/help.ts';
import { useTranslator } from '../translator.ts';
import { localText } from './local-text.ts';

interface Props {
  /** ISO 3166. */
  country: string;
  gathered: string;
  report: SelfReport;
}

export function SelfReportPart({ country, gathered, report: { steps, sources } }: Props): JSX.Element {
  const { t, day, region, language } = useTranslator();
  const hosts = [...new Set(sources.map((source) => new URL(source).hostname))].join(', ');
  return (
    <section class="card rows" id="self-report">
      <h2>{t('help.self-report', { country: region(country) })}</h2>
      <ol class="numbers">
        {steps.map((step) => {
          const { text, language: spoken } = localText(step, language);
          return (
            <li key={step.en} lang={spoken} dir="auto">
              {text}
            </li>
          );
        })}
      </ol>
      <p class="quiet small">{t('help.steps.source', { day: day(gathered), source: hosts })}</p>
    </section>
  );
}
