/** Writes a report as one HTML file: read and printed by any browser, without scripts or links. */
import { render } from 'preact';
import type { Help } from '../../utils/model/help.ts';
import type { ReportDocument } from '../../utils/report/report-document.ts';
import type { Translator } from '../../utils/i18n/messages.ts';
import { TranslatorContext } from '../translator.ts';
import { authoritiesOf } from './authorities.ts';
import { ReportLetter } from './ReportLetter.tsx';

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}
address{margin:1rem 0;font-style:normal}img{max-width:100%}dt{font-weight:600;margin-top:1rem}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}`;

/** @param country ISO 3166 code of the reader's country; '' for a letter without authorities */
export function letterFile(report: ReportDocument, translator: Translator, help: Help | null, country: string): string {
  const body = document.createElement('body');
  const authorities = help === null || country === '' ? [] : authoritiesOf(help, country);
  render(
    <TranslatorContext.Provider value={translator}>
      <ReportLetter document={report} country={country} authorities={authorities} />
    </TranslatorContext.Provider>,
    body,
  );
  const { language, direction } = translator;
  const head = `<meta charset="utf-8"><title>${body.querySelector('h1')?.textContent ?? ''}</title><style>${STYLE}</style>`;
  return `<!doctype html>\n<html lang="${language}" dir="${direction}">${head}${body.outerHTML}</html>\n`;
}
