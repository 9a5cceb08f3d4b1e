/** Turns a partner's STIX bundle or MISP event into rows, with the reason for each indicator that is left out. */
import { restrictedReason, type PartnerFile } from '../../../partners/partner-file.ts';
import type { ImportedRows } from './imported-rows.ts';

export function partnerRows({ source, indicators, withdrawn, skipped }: PartnerFile): ImportedRows {
  const list: ImportedRows = { rows: [], refused: [], comments: 0 };
  for (const { kind, rawValue, category, reference, restriction, expiresOn } of indicators) {
    if (restriction !== null) {
      list.refused.push({ place: reference, text: `${kind} ${rawValue}`, reason: restrictedReason(restriction) });
      continue;
    }
    const evidence = source === '' ? reference : `${source}: ${reference}`;
    const cells = { kind, value: rawValue, category: category ?? '', evidence, expires_on: expiresOn ?? '' };
    list.rows.push({ place: reference, cells });
  }
  for (const { kind, value, reference } of withdrawn) {
    const reason = `was withdrawn by the partner: if it is on your list, channel withdraw DIR ${kind} ${value}`;
    list.refused.push({ place: reference, text: `${kind} ${value}`, reason });
  }
  for (const line of skipped) {
    const [place = '', reason = ''] = line.split(/: (.*)/su, 2);
    list.refused.push({ place, text: '', reason });
  }
  return list;
}
