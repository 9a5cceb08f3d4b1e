/** A partner's STIX bundle or MISP event as rows: what it names for the public, and why the rest is left out. */
import type { PartnerFile } from '../../partners/partner-file.ts';
import type { ImportedList } from './imported-list.ts';

export function partnerRows({ source, indicators, withdrawn, skipped }: PartnerFile): Omit<ImportedList, 'format'> {
  const list: Omit<ImportedList, 'format'> = { rows: [], refused: [], comments: 0 };
  for (const { kind, written, category, reference, restricted, expiresOn } of indicators) {
    if (restricted !== null) {
      const reason = `is marked TLP:${restricted}, which is not for the public: ask whoever shared it`;
      list.refused.push({ place: reference, text: `${kind} ${written}`, reason });
      continue;
    }
    const evidence = source === '' ? reference : `${source}: ${reference}`;
    const cells = { kind, value: written, category: category ?? '', evidence, expires_on: expiresOn ?? '' };
    list.rows.push({ place: reference, cells });
  }
  for (const { kind, value, reference } of withdrawn) {
    const reason = `was taken back by the partner: if it is on your list, channel withdraw DIR ${kind} ${value}`;
    list.refused.push({ place: reference, text: `${kind} ${value}`, reason });
  }
  for (const line of skipped) {
    const [place = '', reason = ''] = line.split(/: (.*)/su, 2);
    list.refused.push({ place, text: '', reason });
  }
  return list;
}
