/**
 * Schemas that check adapters when they are compiled and when a channel delivers them. They are apart from the types, so
 * that content scripts do not bundle valibot.
 */
import * as v from 'valibot';
import { ADAPTER_FIELDS, type SiteAdapter, type SiteKnowledge } from './adapter.ts';

const css = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2000));
const words = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));
const glob = v.pipe(v.string(), v.startsWith('/'), v.maxLength(300));
const list = <S extends v.GenericSchema>(item: S) => v.pipe(v.array(item), v.maxLength(60));

const Source = v.strictObject({
  css,
  attr: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,60}$/u))),
  strip: v.exactOptional(css),
  cutEnd: v.exactOptional(list(words)),
});

/** The YAML files may give a selector in place of a source, and one source in place of a list. */
const asSource = v.union([
  v.pipe(
    css,
    v.transform((selector) => ({ css: selector })),
  ),
  Source,
]);
const Sources = v.union([
  v.pipe(
    asSource,
    v.transform((source) => [source]),
  ),
  list(asSource),
]);

const fieldName = v.picklist(ADAPTER_FIELDS);
const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,40}$/u, 'lower-case words joined by hyphens'));

export const LayoutSchema = v.strictObject({
  id,
  kind: v.picklist(['card', 'detail', 'social']),
  urls: v.exactOptional(list(glob)),
  root: css,
  not: v.exactOptional(css),
  strip: v.exactOptional(css),
  pictures: v.exactOptional(css),
  fields: v.strictObject({
    title: v.exactOptional(Sources),
    company: v.exactOptional(Sources),
    location: v.exactOptional(Sources),
    salary: v.exactOptional(Sources),
    text: v.exactOptional(Sources),
    poster: v.exactOptional(Sources),
  }),
  link: v.exactOptional(Sources),
  anchor: v.exactOptional(css),
  expect: list(fieldName),
});

const WallSchema = v.strictObject({
  css: v.exactOptional(css),
  title: v.exactOptional(list(words)),
  urls: v.exactOptional(list(glob)),
});

const sentences = v.pipe(v.array(words), v.minLength(1), v.maxLength(20));

export const AlternativeTextsSchema = v.record(
  v.pipe(v.string(), v.regex(/^[a-z]{2,3}(?:-[A-Za-z]+)?$/u, 'a language, e.g. th or zh-Hans')),
  v.strictObject({
    /** Sentences around the words on a picture. `{}` stands for the words, with or without quotation marks. */
    quotes: v.pipe(
      v.array(v.pipe(words, v.regex(/^(?!\{\}$)[^{}]*\{\}[^{}]*$/u, '{} once, and words beside it'))),
      v.minLength(1),
      v.maxLength(20),
    ),
    /** Parts of the sentence that describes any picture. */
    describes: sentences,
    /** What a description calls words on a picture, e.g. `text` or `poster`. */
    words: sentences,
  }),
);

export const SiteAdapterSchema: v.GenericSchema<unknown, SiteAdapter> = v.strictObject({
  id,
  name: words,
  hosts: v.pipe(
    v.array(v.pipe(v.string(), v.regex(/^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u, 'a host, or *. and a host'))),
    v.minLength(1),
    v.maxLength(60),
  ),
  group: v.picklist(['job-boards', 'social']),
  verified: v.pipe(
    v.string(),
    v.regex(/^(?:page \d{4}-\d{2}|fixture|none|off)$/u, 'page YYYY-MM, fixture, none or off'),
  ),
  expected: v.exactOptional(list(glob)),
  wall: v.exactOptional(WallSchema),
  layouts: list(LayoutSchema),
  alternativeTexts: v.exactOptional(AlternativeTextsSchema),
});

const wordList = v.pipe(v.array(words), v.maxLength(3000));

export const FinderSchema = v.strictObject({
  layouts: list(LayoutSchema),
  wall: WallSchema,
  words: v.record(v.pipe(v.string(), v.maxLength(20)), wordList),
  places: wordList,
  against: wordList,
  hiring: wordList,
  apply: wordList,
  employer: wordList,
  private: wordList,
});

export const SiteKnowledgeSchema: v.GenericSchema<unknown, SiteKnowledge> = v.strictObject({
  adapters: v.pipe(v.array(SiteAdapterSchema), v.maxLength(300)),
  finder: FinderSchema,
});

/** Parses the text of `sites.json`. Throws an Error that names the path of each fault. */
export function parseSites(text: string): SiteKnowledge {
  const result = v.safeParse(SiteKnowledgeSchema, JSON.parse(text));
  if (!result.success) throw new Error(`sites.json: ${describeIssues(result.issues)}`);
  return result.output;
}

export function describeIssues(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map((issue) => `${v.getDotPath(issue) ?? '(file)'}: ${issue.message}`).join('; ');
}
