/** Verdicts for posts: the engine on the knowledge in use, and the list. The same text is not judged twice in a row. */
import { analyse, conclude, KnowledgeError, loadKnowledge, type Analysis, type Knowledge } from '../detect/engine.ts';
import { applySensitivity, type Sensitivity } from '../detect/sensitivity.ts';
import type { Hit, Mention } from '../model/indicator.ts';
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';
import { once } from './once.ts';

export interface JudgeWorld {
  /** The package's knowledge, target name to bytes. */
  floor(): Promise<Record<string, Uint8Array>>;
  /** The channel's, or null. It replaces the floor file by file. */
  channel(): Promise<ReadonlyMap<string, Uint8Array> | null>;
  lookup(mentions: readonly Mention[]): Promise<Hit[]>;
  /** Today, `YYYY-MM-DD`. */
  today(): string;
  /** The reader's choice; `deleteReports` makes a new one count. */
  sensitivity(): Promise<Sensitivity>;
}

export interface Judge {
  verdicts(posts: readonly JobPost[]): Promise<Verdict[]>;
  /** The same, and nothing of the posts stays in memory. */
  unkept(posts: readonly JobPost[]): Promise<Verdict[]>;
  /** The knowledge in use. */
  knowledge(): Promise<Knowledge>;
  /** The list or the knowledge changed. */
  forget(): void;
}

/** Verdicts kept, newest last. */
const MOST_KEPT = 500;

export function createJudge(world: JudgeWorld): Judge {
  /** The channel's knowledge was broken where it was first read: the floor serves until there is a newer one. */
  let broken = false;
  const knowledge = once(async () => openKnowledge(await world.floor(), broken ? null : await world.channel()));
  const sensitivity = once(world.sensitivity);
  const kept = new Map<string, Verdict>();

  async function verdict(post: JobPost): Promise<Verdict> {
    const key = JSON.stringify([
      post.title,
      post.company,
      post.location,
      post.salary,
      post.text,
      post.contacts,
      post.poster,
    ]);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = await anew(post);
    kept.set(key, made);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    return made;
  }

  async function anew(post: JobPost): Promise<Verdict> {
    const { used, analysis } = await read(post);
    const whole = conclude(analysis, await world.lookup(analysis.mentions), world.today());
    return applySensitivity(whole, analysis, await sensitivity.get(), used.levels);
  }

  async function read(post: JobPost): Promise<{ used: Knowledge; analysis: Analysis }> {
    const used = await knowledge.get();
    try {
      return { used, analysis: analyse(post, used) };
    } catch (error) {
      if (broken || !(error instanceof KnowledgeError)) throw error;
      broken = true;
      knowledge.forget();
      return read(post);
    }
  }

  return {
    async verdicts(posts) {
      const verdicts: Verdict[] = [];
      for (const post of posts) verdicts.push(await verdict(post));
      return verdicts;
    },
    async unkept(posts) {
      const verdicts: Verdict[] = [];
      for (const post of posts) verdicts.push(await anew(post));
      return verdicts;
    },
    knowledge: knowledge.get,
    forget() {
      kept.clear();
      broken = false;
      knowledge.forget();
      sensitivity.forget();
    },
  };
}

/** The channel's files over the floor's; the floor alone when a package and a channel do not fit together. */
export function openKnowledge(
  floor: Record<string, Uint8Array>,
  channel: ReadonlyMap<string, Uint8Array> | null,
): Knowledge {
  if (channel === null) return loadKnowledge(floor);
  try {
    return loadKnowledge({ ...floor, ...Object.fromEntries(channel) });
  } catch {
    return loadKnowledge(floor);
  }
}
