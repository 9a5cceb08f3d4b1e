/** The data from which scenario sheets are drawn: families and dimensions, read from YAML. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';

export const CORPUS = 'knowledge/corpus';
export const LABELS = ['lure', 'job-scam', 'legit', 'warning', 'other'] as const;
export type Label = (typeof LABELS)[number];
export const PLACES = ['card', 'page', 'post', 'message'] as const;

const texts = v.array(v.string());
export const FamilySchema = v.strictObject({
  label: v.picklist(LABELS),
  offers: v.pipe(texts, v.minLength(1)),
  where: v.pipe(texts, v.minLength(1)),
  hidden: texts,
  twin: v.string(),
});
export const DimensionsSchema = v.strictObject({
  share: v.strictObject(v.entriesFromList(LABELS, v.pipe(v.number(), v.integer(), v.minValue(0)))),
  channels: v.array(v.strictObject({ name: v.string(), place: v.picklist(PLACES) })),
  voices: texts,
  ages: texts,
  lengths: texts,
  manners: texts,
  screenings: texts,
  payers: texts,
  facts: texts,
  languages: v.record(v.string(), v.strictObject({ scripts: texts, regions: texts })),
});

export type Family = v.InferOutput<typeof FamilySchema>;
export type Dimensions = v.InferOutput<typeof DimensionsSchema>;

export interface SheetData {
  /** Families by name, in the order of the file. */
  families: Readonly<Record<string, Family>>;
  dimensions: Dimensions;
}

/** Reads `sheets/` below `folder`. Throws an Error that names the file and the field at fault. */
export function readSheetData(folder = CORPUS): SheetData {
  const read = <S extends v.GenericSchema>(name: string, schema: S): v.InferOutput<S> => {
    const file = join(folder, 'sheets', name);
    const parsed = v.safeParse(schema, parse(readFileSync(file, 'utf8')));
    if (parsed.success) return parsed.output;
    const issue = parsed.issues[0];
    throw new Error(`${file}: ${v.getDotPath(issue) ?? 'the whole file'}: ${issue.message}`);
  };
  return {
    families: read('families.yaml', v.record(v.string(), FamilySchema)),
    dimensions: read('dimensions.yaml', DimensionsSchema),
  };
}
