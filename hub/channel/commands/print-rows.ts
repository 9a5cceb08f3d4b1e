/** Prints refused rows and widened rows: on the screen when they are few, else in a file. */
import { print } from '../../print.ts';
import { writeAtomically } from '../channel-folder.ts';
import { writeCsvRows } from '../list/csv-rows.ts';
import type { RefusedRow } from '../list/imports/imported-rows.ts';
import { refusedLine, shorten } from '../list/add-indicators.ts';

/** More lines than this go to a file. */
export const MAX_SHOWN = 50;

export function printWholeSites(lines: readonly string[]): void {
  for (const line of lines.slice(0, MAX_SHOWN)) print(`whole site listed: ${line}`);
  if (lines.length > MAX_SHOWN) print(`whole site listed: and ${lines.length - MAX_SHOWN} more`);
}

/** @param file name of the imported file @param report path of the file for many refused rows */
export async function printRefused(rows: readonly RefusedRow[], file: string, report: string): Promise<void> {
  if (rows.length <= MAX_SHOWN) {
    for (const row of rows) print(refusedLine(file, row));
    return;
  }
  const columns = ['place', 'text', 'reason'] as const;
  await writeAtomically(
    report,
    writeCsvRows(
      columns,
      rows.map((row) => ({ ...row })),
    ),
  );
  const counts = new Map<string, { count: number; example: RefusedRow }>();
  for (const row of rows) {
    const kind = refusalKind(row);
    const known = counts.get(kind);
    counts.set(kind, { count: (known?.count ?? 0) + 1, example: known?.example ?? row });
  }
  for (const [kind, { count, example }] of [...counts].sort(([, a], [, b]) => b.count - a.count)) {
    print(`${count} refused: ${shorten(kind)}. For example ${example.place}: ${shorten(example.text)}`);
  }
  print(`All ${rows.length} refused lines, each with its reason, are in ${report}`);
}

/** The reason without the names in it. */
function refusalKind({ reason }: RefusedRow): string {
  return reason
    .replaceAll(/"[^"]*"/gu, 'the value')
    .replace(/^names a part of \S+,/u, 'names a part of a site,')
    .replace(/^\S+ (is on the protected list)/u, '$1')
    .replace(/(its hash is that of (?:the protected name )?)[^\s:]+/u, '$1another')
    .replace(/(holds only for some requests).*/u, '$1');
}
