/** Loading the text model and the phrases in parts, as the web page does. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { splitLexicon } from '../../../tools/knowledge/split-lexicon.ts';
import { emptyModel, readModel, splitModel } from '../../../utils/detect/model-file.ts';
import { SCRIPT_GROUPS, shardName } from '../../../utils/detect/ngram-reader.ts';
import { classify } from '../../../utils/detect/text-classifier.ts';
import { fold } from '../../../utils/text/fold.ts';
import { ShardLoader } from '../../../web/load-shards.ts';
import { analyse, loadKnowledge } from '../../../utils/detect/analyse.ts';
import { readTextFacts } from '../../../utils/check/text-facts.ts';
import { postFromText } from '../../../utils/check/post-from-text.ts';
import { compileSmall, ENGLISH, smallKnowledge } from '../detect/small-knowledge.ts';

const bytes = readFileSync('knowledge/fitted/model/model.bin');
const whole = readModel(bytes);
const shards = splitModel(bytes);
const knowledge = await smallKnowledge();
const compiled = await compileSmall({
  en: ENGLISH,
  th: { signals: { 'travel-paid': ['ตั๋วฟรี'] } },
  ru: { signals: { 'travel-paid': ['билет за наш счёт'] } },
});
const phrases = splitLexicon(compiled['lexicon.bin']!);
const base = phrases['lexicon.bin']!;

function loader(): { shardLoader: ShardLoader; read: string[] } {
  const read: string[] = [];
  const shardLoader = new ShardLoader(async (name) => {
    read.push(name);
    return phrases[name] ?? shards[SCRIPT_GROUPS.findIndex((_, group) => shardName(group) === name)]!;
  }, base);
  return { shardLoader, read };
}

describe('ShardLoader', () => {
  it('reads Latin letters for an English text, and no other script group', async () => {
    const { shardLoader, read } = loader();
    await shardLoader.prepare({ ...knowledge, model: null }, ['Staff wanted, ask for Mary.']);
    expect(read).toEqual(['model-latin.bin.gz']);
  });

  it.each([
    ['en', 'Customer service abroad, free ticket, no interview, write on Telegram'],
    ['th', 'รับสมัครแอดมิน ทำงานปอยเปต ฟรีที่พัก รายได้ 35,000'],
    ['ko', '캄보디아 고수익 알바, 항공권 제공, 텔레그램 문의'],
    ['ru', 'Работа за границей, билет за наш счёт, пишите в телеграм'],
  ])('gives the same log-odds as the whole model for a text in %s', async (_, text) => {
    const partly = { ...knowledge, model: null as typeof knowledge.model };
    await loader().shardLoader.prepare(partly, [text]);
    const folded = fold(text, knowledge.fold);
    expect(classify(partly.model!, folded)).toEqual(classify(whole, folded));
  });

  it('reads each shard once, and a shard that failed again', async () => {
    const names: string[] = [];
    let isOffline = true;
    const shardLoader = new ShardLoader(async (name) => {
      names.push(name);
      if (isOffline) throw new Error('offline');
      return shards[0]!;
    }, base);
    const partly = { ...knowledge, model: null };
    await expect(shardLoader.prepare(partly, ['hello'])).rejects.toThrow('offline');
    isOffline = false;
    await shardLoader.prepare(partly, ['hello']);
    await shardLoader.prepare(partly, ['good evening']);
    expect(names).toEqual(['model-latin.bin.gz', 'model-latin.bin.gz']);
  });

  it('refuses a shard of another model', async () => {
    const other = emptyModel(shards[0]!);
    const partly = { ...knowledge, model: { ...other, bias: [9, 9, 9] as const } };
    await expect(loader().shardLoader.prepare(partly, ['hello'])).rejects.toThrow('another model');
  });

  it.each([
    ['You are our chat agent, with a free air ticket for the flight', ['lexicon-en.bin']],
    ['ตั๋วฟรี ไปทำงานปอยเปต', ['lexicon-th.bin']],
    ['Работа за границей, билет за наш счёт. Free ticket for you and the family', ['lexicon-en.bin', 'lexicon-ru.bin']],
  ])('reads "%s" as with the whole lexicon, and loads only the phrases of its languages', async (text, names) => {
    const full = loadKnowledge(compiled);
    const partly = loadKnowledge({ ...compiled, 'lexicon.bin': base });
    const { shardLoader, read } = loader();
    const post = postFromText(text);
    const found = await shardLoader.withPhrases(partly, () => ({ ...analyse(post, partly) }));
    const facts = await shardLoader.withPhrases(partly, () => readTextFacts(text, partly));
    expect(found).toEqual({ ...analyse(post, full) });
    expect(facts).toEqual(readTextFacts(text, full));
    expect(read.toSorted()).toEqual(names);
  });

  it('refuses phrases of another lexicon', async () => {
    const other = splitLexicon((await compileSmall({ en: {} }))['lexicon.bin']!);
    const partly = loadKnowledge({ ...compiled, 'lexicon.bin': base });
    const shardLoader = new ShardLoader(async (name) => other[name]!, base);
    const run = (): unknown => analyse(postFromText('Chat agent, free ticket'), partly);
    await expect(shardLoader.withPhrases(partly, run)).rejects.toThrow('updated meanwhile');
  });

  it('passes on an error that is not about absent phrases', async () => {
    const run = (): never => {
      throw new Error('broken');
    };
    await expect(loader().shardLoader.withPhrases(knowledge, run)).rejects.toThrow('broken');
  });
});
