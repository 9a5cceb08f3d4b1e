/**
 * Loads the parts of the knowledge that a text needs. Of the text model: Latin letters always, other script groups when they
 * are met. Of the lexicon: the phrases of the languages in which a text is read.
 */
import type { Knowledge } from '../utils/detect/analyse.ts';
import { addShard, emptyModel } from '../utils/detect/model-file.ts';
import { SCRIPT_GROUPS, scriptGroupOf, shardName } from '../utils/detect/ngram-reader.ts';
import { lexiconShardName } from '../utils/detect/lexicon-file.ts';
import { fold } from '../utils/text/fold.ts';
import { readGraphs } from '../utils/text/graph-file.ts';
import { byteSection, readSections } from '../utils/text/sections.ts';
import { AbsentLanguagesError } from '../utils/text/word-graph.ts';

/** Section of the base and of each shard: SHA-256 of the whole lexicon (`tools/knowledge/split-lexicon.ts`). */
const DIGEST_SECTION = 'lexicon';
const LATIN_GROUP = SCRIPT_GROUPS.indexOf('latin');

/** Completes a knowledge for texts, with `read`, which gives a file by name. */
export class ShardLoader {
  private readonly read: (name: string) => Promise<Uint8Array>;
  /** Digest of the lexicon that the shards of phrases belong to; null: the lexicon is whole. */
  private readonly lexicon: Uint8Array | null;
  /** By file name. */
  private readonly loaded = new Map<string, Promise<void>>();

  /** `lexicon`: the file `lexicon.bin` in use. */
  constructor(read: (name: string) => Promise<Uint8Array>, lexicon: Uint8Array) {
    this.read = read;
    this.lexicon = readSections(lexicon).get(DIGEST_SECTION) ?? null;
  }

  /** Rejects when a shard cannot be read: a verdict without it would be wrong. The next call tries again. */
  async prepare(knowledge: Knowledge, texts: readonly string[]): Promise<void> {
    const groups = new Set<number>();
    for (const text of texts) {
      const { units, length } = fold(text, knowledge.fold);
      for (let i = 0; i < length; i++) groups.add(scriptGroupOf(units[i] as number));
    }
    await this.loadGroup(knowledge, LATIN_GROUP);
    await Promise.all([...groups].map((group) => this.loadGroup(knowledge, group)));
  }

  /**
   * Result of `run`, which is called again when phrases were absent that it needs. Rejects when they cannot be read, or
   * belong to another lexicon.
   */
  async withPhrases<T>(knowledge: Knowledge, run: () => T): Promise<T> {
    for (;;) {
      try {
        return run();
      } catch (error) {
        if (!(error instanceof AbsentLanguagesError)) throw error;
        await Promise.all(error.languages.map((language) => this.loadPhrases(knowledge, language)));
      }
    }
  }

  private loadGroup(knowledge: Knowledge, group: number): Promise<void> {
    return this.load(shardName(group), (bytes) => {
      knowledge.model ??= emptyModel(bytes);
      addShard(knowledge.model, group, bytes);
    });
  }

  private loadPhrases(knowledge: Knowledge, language: number): Promise<void> {
    return this.load(lexiconShardName(knowledge.meta.languages[language]?.id ?? ''), (bytes) => {
      const sections = readSections(bytes);
      const digest = byteSection(sections, DIGEST_SECTION);
      if (digest.some((byte, index) => byte !== this.lexicon?.[index]))
        throw new RangeError('The page was updated meanwhile. Load it again.');
      knowledge.graph.add(readGraphs(sections));
    });
  }

  /** Reads a file once; one that failed is read again at the next call. */
  private load(name: string, add: (bytes: Uint8Array) => void): Promise<void> {
    let pending = this.loaded.get(name);
    if (pending === undefined) {
      pending = this.read(name).then(add);
      pending.catch(() => this.loaded.delete(name));
      this.loaded.set(name, pending);
    }
    return pending;
  }
}
