/** Loads the parts of the text model that a text needs: Latin letters always, other script groups when they are met. */
import type { Knowledge } from '../utils/detect/analyse.ts';
import { addShard, emptyModel } from '../utils/detect/model-file.ts';
import { SCRIPT_GROUP_OF, SCRIPT_GROUPS, shardName } from '../utils/detect/ngram-reader.ts';
import { fold } from '../utils/text/fold.ts';

const LATIN_GROUP = SCRIPT_GROUPS.indexOf('latin');

/** Completes the model of a knowledge for texts, with `read`, which gives a file by name. */
export class ShardLoader {
  private readonly read: (name: string) => Promise<Uint8Array>;
  private readonly loaded = new Map<number, Promise<void>>();

  constructor(read: (name: string) => Promise<Uint8Array>) {
    this.read = read;
  }

  /** Rejects when a shard cannot be read: a verdict without it would be wrong. The next call tries again. */
  async prepare(knowledge: Knowledge, texts: readonly string[]): Promise<void> {
    const groups = new Set<number>();
    for (const text of texts) {
      const { units, length } = fold(text, knowledge.fold);
      for (let i = 0; i < length; i++) groups.add(SCRIPT_GROUP_OF[units[i] as number] as number);
    }
    await this.load(knowledge, LATIN_GROUP);
    await Promise.all([...groups].map((group) => this.load(knowledge, group)));
  }

  private load(knowledge: Knowledge, group: number): Promise<void> {
    let pending = this.loaded.get(group);
    if (pending === undefined) {
      pending = this.add(knowledge, group);
      pending.catch(() => this.loaded.delete(group));
      this.loaded.set(group, pending);
    }
    return pending;
  }

  private async add(knowledge: Knowledge, group: number): Promise<void> {
    const bytes = await this.read(shardName(group));
    knowledge.model ??= emptyModel(bytes);
    addShard(knowledge.model, group, bytes);
  }
}
