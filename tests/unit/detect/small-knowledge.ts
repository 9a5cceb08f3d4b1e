/**
 * The project's signals, places, weights and text model, with a lexicon of a few phrases. So tests show what they
 * depend on.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { compileLexicon } from '../../../tools/knowledge/lexicon.ts';
import { emptyPhraseCache } from '../../../tools/knowledge/phrase-book.ts';
import { loadKnowledge, type Knowledge } from '../../../utils/detect/analyse.ts';

export interface SmallLexicon {
  reviewed?: boolean;
  signals?: Record<string, unknown[]>;
  concepts?: Record<string, unknown[]>;
}

const SHARED = [
  'signals.yaml',
  'combinations.yaml',
  'fitted/evidence.yaml',
  'fitted/levels.yaml',
  'fitted/model/model.bin',
  'places.yaml',
  'pay.yaml',
  'channels.yaml',
  'languages.yaml',
  'benign-contexts.yaml',
];

/** Of this worker: names of places and chat services are spelt out once. */
const cache = emptyPhraseCache();

/** Compiled targets of a knowledge folder with the given lexicons. */
export async function compileSmall(lexicons: Record<string, SmallLexicon>): Promise<Record<string, Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'joblantern-knowledge-'));
  try {
    await mkdir(join(folder, 'lexicon'));
    await mkdir(join(folder, 'fitted', 'model'), { recursive: true });
    for (const name of SHARED) await cp(join('knowledge', name), join(folder, name));
    for (const [language, { reviewed = false, signals = {}, concepts = {} }] of Object.entries(lexicons)) {
      await writeFile(
        join(folder, 'lexicon', `${language}.yaml`),
        stringify({ language, reviewed, signals, concepts }),
      );
    }
    return await compileLexicon(folder, cache);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const ENGLISH: SmallLexicon = {
  signals: {
    'travel-paid': ['free [air |flight |]ticket*', 'ticket ... company pays'],
    'tourist-visa': ['tourist visa'],
    'no-experience': ['no experience [needed|required|]'],
    'passport-only': ['only passport', 'just [a |your |]passport'],
    'no-interview': ['no interview'],
    'free-lodging': ['free [room|condo|accommodation]'],
    'role-chat': ['chat support', 'chat agent*'],
    'leave-at-once': ['fly this week'],
    'fee-upfront': ['registration fee', 'pay a deposit'],
    'counter-nofee': ['we never take a registration fee'],
    'counter-interview': ['interview at our office'],
    'counter-social': ['social security'],
    'guard-warn': ['beware of', 'do not believe'],
    'guard-report': ['police said', 'were rescued', 'embassy warns'],
  },
  concepts: { ticket: ['ticket*', 'flight*'], 'paid-for': ['free', 'covered', 'on us'] },
};

export async function smallKnowledge(lexicons: Record<string, SmallLexicon> = { en: ENGLISH }): Promise<Knowledge> {
  return loadKnowledge(await compileSmall(lexicons));
}
