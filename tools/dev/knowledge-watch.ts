/** Compiles `knowledge/` again when a file in it changes. */
import { watch } from 'node:fs';
import { compileKnowledge, ensureKnowledge, KNOWLEDGE_FOLDER } from '../knowledge/compile-knowledge.ts';
import { emptyPhraseCache } from '../knowledge/phrase-book.ts';

/** Editors write a file in several steps. */
const QUIET_MS = 50;

export interface KnowledgeWatch {
  /** Settles when later compilations are fast: until then one takes about ten seconds, afterwards two. */
  warm: Promise<void>;
  stop(): void;
}

/** @param onCompiled called after `public/knowledge` was written  @param onFault called with file and entry */
export function watchKnowledge(onCompiled: () => Promise<void>, onFault: (message: string) => void): KnowledgeWatch {
  const cache = emptyPhraseCache();
  const warm = compileKnowledge(KNOWLEDGE_FOLDER, cache).then(
    () => undefined,
    (error: unknown) => onFault(error instanceof Error ? error.message : String(error)),
  );
  let running = false;
  let changed = false;
  const compile = async (): Promise<void> => {
    changed = true;
    if (running) return;
    running = true;
    await warm;
    while (changed) {
      changed = false;
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      try {
        if (await ensureKnowledge(cache)) await onCompiled();
      } catch (error) {
        onFault(error instanceof Error ? error.message : String(error));
      }
    }
    running = false;
  };
  const watcher = watch(KNOWLEDGE_FOLDER, { recursive: true }, (_event, file) => {
    if (file !== null && /\.(?:yaml|json)$/u.test(file) && !file.startsWith('corpus')) void compile();
  });
  return { warm, stop: () => watcher.close() };
}
