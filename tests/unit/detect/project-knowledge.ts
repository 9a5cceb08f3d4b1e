/** The project's compiled knowledge. It is compiled only when its sources changed; to compile takes ten seconds and more. */
import { ensureKnowledge } from '../../../tools/knowledge/compile-knowledge.ts';
import { readCompiled } from '../../../tools/knowledge/read-compiled.ts';
import { loadKnowledge } from '../../../utils/detect/analyse.ts';

await ensureKnowledge();
export const knowledge = loadKnowledge(readCompiled());
