/** Verdicts for posts, from the engine, the knowledge in use and the lists. The verdicts of recent posts are cached. */
import type { Analysis } from '../detect/analysis.ts';
import { analyse, conclude, KnowledgeError, loadKnowledge, type Knowledge } from '../detect/analyse.ts';
import { applySensitivity, type Sensitivity } from '../detect/apply-sensitivity.ts';
import type { ListingMatch, Mention } from '../model/indicator.ts';
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';
import { answerLicences, type RegisterInUse } from '../register/answer-licences.ts';
import { applyLicences } from '../register/apply-licences.ts';
import { asyncMemo } from '../platform/async-memo.ts';

export interface JudgeDeps {
  /** The bundled knowledge: bytes by target name. @param without targets that are not needed */
  bundledKnowledge(without?: ReadonlySet<string>): Promise<Record<string, Uint8Array>>;
  /** The channel's knowledge, or null. It replaces the bundled knowledge file by file. */
  publishedKnowledge(): Promise<ReadonlyMap<string, Uint8Array> | null>;
  lookup(mentions: readonly Mention[]): Promise<ListingMatch[]>;
  /** Registers of licensed agencies. */
  registers(): Promise<readonly RegisterInUse[]>;
  /** Today, `YYYY-MM-DD`. */
  today(): string;
  /** The reader's setting; `forget` makes a new one take effect. */
  sensitivity(): Promise<Sensitivity>;
}

export interface Judge {
  /** @param onWarning called as soon as the text alone gives a warning: the lists may take longer */
  verdict(post: JobPost, onWarning?: () => void): Promise<Verdict>;
  /** Verdicts without the cache: nothing of the posts stays in memory. */
  uncachedVerdicts(posts: readonly JobPost[]): Promise<Verdict[]>;
  /** The knowledge in use. */
  knowledge(): Promise<Knowledge>;
  /** Call after a list, the knowledge or the sensitivity changed. */
  forget(): void;
}

/** The oldest verdict is deleted first. */
const MAX_CACHED_VERDICTS = 500;

export function createJudge(deps: JudgeDeps): Judge {
  /** The channel's knowledge could not be read: the bundled knowledge is used until a newer release. */
  let isPublishedBroken = false;
  const knowledge = asyncMemo(async () => {
    const published = isPublishedBroken ? null : await deps.publishedKnowledge();
    if (published !== null) {
      const others = await deps.bundledKnowledge(new Set(published.keys()));
      try {
        return loadKnowledge({ ...others, ...Object.fromEntries(published) });
      } catch {
        // The two do not fit together.
      }
    }
    return loadKnowledge(await deps.bundledKnowledge());
  });
  const sensitivity = asyncMemo(deps.sensitivity);
  const cache = new Map<string, Verdict>();

  async function cachedVerdict(post: JobPost, onWarning?: () => void): Promise<Verdict> {
    const key = JSON.stringify([
      post.title,
      post.company,
      post.location,
      post.salary,
      post.text,
      post.contacts,
      post.poster,
    ]);
    const known = cache.get(key);
    if (known !== undefined) {
      if (known.level !== 'none') onWarning?.();
      return known;
    }
    const verdict = await uncachedVerdict(post, onWarning);
    cache.set(key, verdict);
    if (cache.size > MAX_CACHED_VERDICTS) cache.delete(cache.keys().next().value!);
    return verdict;
  }

  async function uncachedVerdict(post: JobPost, onWarning?: () => void): Promise<Verdict> {
    const [{ knowledgeUsed, analysis }, chosenSensitivity, registers] = await Promise.all([
      analysePost(post),
      sensitivity.get(),
      deps.registers(),
    ]);
    const today = deps.today();
    const concludeWith = (hits: readonly ListingMatch[]): Verdict =>
      applySensitivity(conclude(analysis, hits, today), analysis, chosenSensitivity, knowledgeUsed.levels);
    if (onWarning !== undefined && concludeWith([]).level !== 'none') onWarning();
    const verdict = concludeWith(await deps.lookup(analysis.mentions));
    const licences = answerLicences(post, registers, { contacts: () => analysis.mentions, today });
    return applyLicences(verdict, licences, analysis);
  }

  async function analysePost(post: JobPost): Promise<{ knowledgeUsed: Knowledge; analysis: Analysis }> {
    const knowledgeUsed = await knowledge.get();
    try {
      return { knowledgeUsed, analysis: analyse(post, knowledgeUsed) };
    } catch (error) {
      if (isPublishedBroken || !(error instanceof KnowledgeError)) throw error;
      isPublishedBroken = true;
      knowledge.forget();
      return analysePost(post);
    }
  }

  return {
    verdict: cachedVerdict,
    async uncachedVerdicts(posts) {
      const verdicts: Verdict[] = [];
      for (const post of posts) verdicts.push(await uncachedVerdict(post));
      return verdicts;
    },
    knowledge: knowledge.get,
    forget() {
      cache.clear();
      isPublishedBroken = false;
      knowledge.forget();
      sensitivity.forget();
    },
  };
}
