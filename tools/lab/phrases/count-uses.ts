/** Counts in which rows each spelling of a lexicon matches. */
import { findPhrases } from '../../../utils/detect/find-phrases.ts';
import { readGappedPhrases, packGappedPhrases } from '../../../utils/detect/lexicon-file.ts';
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import { detectLanguages } from '../../../utils/detect/detect-languages.ts';
import { addSegmentLanguages } from '../../../utils/detect/language-segments.ts';
import { readPost } from '../../../utils/detect/post-text.ts';
import { packGraphs, readGraphs } from '../../../utils/text/graph-file.ts';
import { PAYLOAD_IDS } from '../../../utils/text/payload.ts';
import type { Row } from '../../eval/rows.ts';
import { PhraseBook } from '../../knowledge/phrase-book.ts';

/** One phrase of a lexicon, its brackets resolved. */
export interface SpellingUse {
  /** The phrase as written in the lexicon, and this spelling of it. */
  phrase: string;
  spelling: string;
  /** Numbers of the rows in which it matches, in order. */
  rows: number[];
}

/** Spellings compiled together: ids of matches and of parts must fit into a payload. */
const MAX_TOGETHER = Math.floor(PAYLOAD_IDS / 4);

/** Fills `rows` of each spelling; only rows that are read in the language count. `language`: number in `knowledge.meta.languages`. */
export function countUses(
  spellings: readonly SpellingUse[],
  language: number,
  rows: readonly Row[],
  knowledge: Knowledge,
): void {
  for (let first = 0; first < spellings.length; first += MAX_TOGETHER)
    countSome(spellings.slice(first, first + MAX_TOGETHER), language, rows, knowledge);
}

function countSome(
  spellings: readonly SpellingUse[],
  language: number,
  rows: readonly Row[],
  knowledge: Knowledge,
): void {
  const own = knowledgeOf(spellings, language, knowledge);
  for (const [number, { post }] of rows.entries()) {
    const text = readPost(post, knowledge.fold);
    const languages = detectLanguages(text.text, knowledge, null);
    addSegmentLanguages(languages, text, knowledge);
    const { active } = languages;
    if (active[language] !== 1) continue;
    for (const { id } of findPhrases(text, own, active)) {
      const uses = (spellings[id] as SpellingUse).rows;
      if (uses.at(-1) !== number) uses.push(number);
    }
  }
}

/** Knowledge whose only phrases are the spellings; the id of a match is the number of the spelling. */
function knowledgeOf(spellings: readonly SpellingUse[], language: number, knowledge: Knowledge): Knowledge {
  const book = new PhraseBook(knowledge.fold);
  const toned = knowledge.meta.languages[language]?.id === 'vi';
  for (const [id, { spelling }] of spellings.entries())
    book.add({ file: 'lexicon', phrase: spelling, kind: 'signal', id, language, hasCheckedAccents: toned });
  const graphs = book.build();
  const tones = Uint32Array.from(new Set(book.accentKeys)).sort();
  return {
    ...knowledge,
    graph: readGraphs(new Map(Object.entries(packGraphs(graphs)))),
    gappedPhrases: readGappedPhrases(packGappedPhrases(book.gappedPhrases)),
    parts: Uint32Array.from(book.parts.flat()),
    accentKeys: () => tones,
  };
}
