/** The format of knowledge files. A publisher signs it beside each file, so that older code skips what it cannot read. */
import * as v from 'valibot';
import { HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET } from '../indicators/indicator-list.ts';
import type { TargetFile } from './metadata.ts';

/** Highest format that this code reads. Raise it when older code could not read a changed file. */
export const KNOWLEDGE_FORMAT = 1;

/** TUF 4.5: the signed member `custom` of a target file. */
const FormatSchema = v.object({ custom: v.object({ format: v.pipe(v.number(), v.safeInteger()) }) });
/** The list is never skipped: a holder of the withdrawals key could otherwise hide withdrawals behind a number. */
const LIST_FILES: ReadonlySet<string> = new Set([HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET]);

/** Whether the file is of a newer format than this code reads. A file without a format is of format 1. */
export function isOfNewerFormat(name: string, file: TargetFile): boolean {
  if (LIST_FILES.has(name)) return false;
  const parsed = v.safeParse(FormatSchema, file);
  return parsed.success && parsed.output.custom.format > KNOWLEDGE_FORMAT;
}
