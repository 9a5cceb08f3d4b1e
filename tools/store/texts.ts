/** Reads the stores' texts from `knowledge/store/<language>.yaml`, the declarations beside them, and the browser messages. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { LANGUAGES } from '../../utils/i18n/languages.ts';

const FOLDER = 'knowledge/store';

/** Names of the pictures; keys of the captions. */
export const PICTURES = ['warning', 'check', 'help', 'report', 'welcome'] as const;
export type Picture = (typeof PICTURES)[number];

const oneLine = v.pipe(v.string(), v.minLength(1), v.regex(/^[^\n]*$/u, 'must be one line'));

export const TextsSchema = v.strictObject({
  /** Native speaker who reviewed the texts; null: nobody. */
  reviewed: v.nullable(oneLine),
  description: v.pipe(v.string(), v.minLength(1)),
  'search-terms': v.array(oneLine),
  /** Version to its news. */
  news: v.record(v.string(), oneLine),
  captions: v.strictObject(v.entriesFromList(PICTURES, oneLine)),
});
export type Texts = v.InferOutput<typeof TextsSchema>;

export const DeclarationsSchema = v.strictObject({
  'single-purpose': oneLine,
  'remote-code': oneLine,
  'host-permission': oneLine,
  data: v.array(
    v.strictObject({
      kind: oneLine,
      /** The category's name in Chrome's and Edge's form; null: they have none. */
      chrome: v.nullable(oneLine),
      firefox: oneLine,
      /** Whether it may leave the device. */
      leaves: v.boolean(),
      when: v.optional(oneLine),
    }),
  ),
  certified: v.array(oneLine),
});
export type Declarations = v.InferOutput<typeof DeclarationsSchema>;

/** Null when the language has no texts. Throws an Error that names file and field when they are malformed. */
export function readTexts(language: string): Texts | null {
  const file = join(FOLDER, `${language}.yaml`);
  return existsSync(file) ? read(file, TextsSchema) : null;
}

export function readDeclarations(): Declarations {
  return read(join(FOLDER, 'declarations.yaml'), DeclarationsSchema);
}

/** The description of the extension in the browser's own lists. @param language BCP 47, one of LANGUAGES */
export function summaryIn(language: string): string {
  const folder = LANGUAGES.find(({ tag }) => tag === language)?.folder ?? language;
  const messages = JSON.parse(readFileSync(join('public/_locales', folder, 'messages.json'), 'utf8')) as {
    extDescription: { message: string };
  };
  return messages.extDescription.message;
}

/** Replaces `{name}` by its value. Throws an Error for an unknown name. */
export function fillTemplate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{([a-z][a-z-]*)\}/gu, (_all, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(`a text names {${name}}, which is not known; known are ${Object.keys(values).join(', ')}`);
    return value;
  });
}

function read<T extends v.GenericSchema>(file: string, schema: T): v.InferOutput<T> {
  const result = v.safeParse(schema, parse(readFileSync(file, 'utf8')));
  if (result.success) return result.output;
  const faults = result.issues.map((issue) => `${v.getDotPath(issue) ?? '(file)'}: ${issue.message}`);
  throw new Error(`${file}: ${faults.join('; ')}`);
}
