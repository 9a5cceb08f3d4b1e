/** How a person who is held in a country reports it there, with sources. */
import type { ComponentChildren, JSX } from 'preact';
import type { SelfReport } from '../../utils/model/help.ts';
import type { Translator } from '../../utils/i18n/messages.ts';
import { useTranslator } from '../translator.ts';
import { localText } from './local-text.ts';

interface Props {
  /** ISO 3166. */
  country: string;
  gathered: string;
  report: SelfReport;
}

export function SelfReportPart(props: Props): JSX.Element {
  const { t, region } = useTranslator();
  return (
    <section class="card rows" id="self-report">
      <h2>{t('help.self-report', { country: region(props.country) })}</h2>
      <SelfReportSteps {...props} />
    </section>
  );
}

/** The steps alone, for a page with a heading of its own. */
export function SelfReportSteps({ gathered, report }: Omit<Props, 'country'>): JSX.Element {
  const translator = useTranslator();
  return (
    <>
      <ol class="numbers">
        {report.steps.map((step) => {
          const { text, language: spoken } = localText(step, translator.language);
          return (
            <li key={step.en} lang={spoken} dir="auto">
              {withWholeNumbers(text)}
            </li>
          );
        })}
      </ol>
      <p class="quiet small">{stepsSource(report, gathered, translator)}</p>
    </>
  );
}

const TELEPHONE_NUMBER = /(\+\d[\d-]+\d)/u;

/** Lines may end at a hyphen, and between words from right to left the rest of a number then stands before its beginning. */
function withWholeNumbers(text: string): ComponentChildren {
  return text.split(TELEPHONE_NUMBER).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <bdi key={part} class="whole">
        {part}
      </bdi>
    ),
  );
}

/** When and where the steps were found, and that nobody tried them. */
export function stepsSource({ sources }: SelfReport, gathered: string, { t, day }: Translator): string {
  const hosts = [...new Set(sources.map((source) => new URL(source).hostname))].join(', ');
  return t('help.steps.source', { day: day(gathered), source: hosts });
}
