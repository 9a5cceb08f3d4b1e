/**
 * Splits `lexicon.bin` for pages that load few languages. Each language has a shard with its phrases, and a base has all
 * else. The base is a `lexicon.bin` itself; analysing throws an AbsentLanguagesError until the shards are added.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { LexiconMetaSchema, lexiconShardName } from '../../utils/detect/lexicon-file.ts';
import { sliceGraphs } from '../../utils/text/graph-file.ts';
import { byteSection, packSections, readSections } from '../../utils/text/sections.ts';

/** Files by name: the base as `lexicon.bin`, and the shards. Throws an Error when the bytes are no lexicon. */
export function splitLexicon(bytes: Uint8Array): Record<string, Uint8Array> {
  const sections = readSections(bytes);
  const { languages } = v.parse(LexiconMetaSchema, JSON.parse(new TextDecoder().decode(byteSection(sections, 'meta'))));
  const lexicon = createHash('sha256').update(bytes).digest();
  const shards = languages.map(({ id }, language) => [
    lexiconShardName(id),
    packSections({ lexicon, ...sliceGraphs(sections, (each) => each === language) }),
  ]);
  const base = {
    ...Object.fromEntries(sections),
    lexicon,
    ...sliceGraphs(sections, (each) => each >= languages.length),
  };
  return { 'lexicon.bin': packSections(base), ...Object.fromEntries(shards) };
}
