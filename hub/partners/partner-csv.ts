/** Our own columns as CSV, for partners without a platform. */
import type { Entry } from '../channel/list/entry.ts';
import { readCsvRows, writeCsvRows } from '../channel/list/csv-rows.ts';
import { isIndicatorKind } from '../../utils/indicators/canonical.ts';
import { categoryOf, dayIn, partnerIndicator, type PartnerFile } from './partner-file.ts';
import type { ExportOptions } from './export-options.ts';
import { tlpRestriction } from './tlp-restriction.ts';

const PARTNER_COLUMNS = ['kind', 'value', 'category', 'listed_on', 'expires_on', 'publisher', 'tlp'] as const;

export function writePartnerCsv(entries: readonly Entry[], options: ExportOptions): string {
  const rows = entries.map(({ kind, value, category, evidence, listedOn, expiresOn }) => ({
    kind,
    value,
    category,
    listed_on: listedOn,
    expires_on: expiresOn,
    publisher: options.publisher,
    tlp: `tlp:${options.tlp}`,
    evidence,
  }));
  return writeCsvRows(options.evidence ? [...PARTNER_COLUMNS, 'evidence'] : PARTNER_COLUMNS, rows);
}

/** @throws Refusal when it is no CSV with the columns kind and value */
export function parsePartnerCsv(text: string, name: string): PartnerFile {
  const file: PartnerFile = { source: '', indicators: [], withdrawn: [], skipped: [] };
  const makers = new Set<string>();
  const optional = [...PARTNER_COLUMNS.slice(2), 'evidence', 'disputed_since'];
  for (const { line, cells } of readCsvRows(text, name, ['kind', 'value'], optional)) {
    const { kind = '', value = '', category = '', publisher = '' } = cells;
    if (publisher !== '') makers.add(publisher);
    const expires = cells['expires_on'] ?? '';
    const expiresOn = dayIn(expires);
    const one = isIndicatorKind(kind)
      ? partnerIndicator(kind, value, {
          category: categoryOf([category]),
          listedOn: dayIn(cells['listed_on']),
          expiresOn,
          reference: cells['evidence'] || `line ${line}`,
          restriction: tlpRestriction(cells['tlp'] ?? ''),
        })
      : null;
    if (one === null) file.skipped.push(`line ${line}: "${value}" is no ${kind || 'indicator'} that names anybody`);
    else if ((cells['disputed_since'] ?? '') !== '') file.skipped.push(`line ${line}: it is disputed`);
    else if (expires !== '' && expiresOn === null) {
      file.skipped.push(`line ${line}: "${expires}" is no day like 2026-12-31, so it may have expired`);
    } else file.indicators.push(one);
  }
  file.source = [...makers].join(', ');
  return file;
}
