/** Loading the text model in parts, as the web page does. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { splitModel } from '../../../tools/knowledge/split-model.ts';
import { emptyModel, readModel } from '../../../utils/detect/model-file.ts';
import { SCRIPT_GROUPS, shardName } from '../../../utils/detect/ngram-reader.ts';
import { classify } from '../../../utils/detect/text-classifier.ts';
import { fold } from '../../../utils/text/fold.ts';
import { ShardLoader } from '../../../web/load-shards.ts';
import { smallKnowledge } from '../detect/small-knowledge.ts';

const bytes = readFileSync('knowledge/fitted/model/model.bin');
const whole = readModel(bytes);
const shards = splitModel(bytes);
const knowledge = await smallKnowledge();

function loader(): { shardLoader: ShardLoader; read: string[] } {
  const read: string[] = [];
  const shardLoader = new ShardLoader(async (name) => {
    read.push(name);
    return shards[SCRIPT_GROUPS.findIndex((_, group) => shardName(group) === name)]!;
  });
  return { shardLoader, read };
}

describe('ShardLoader', () => {
  it('reads Latin letters for an English text, and no other script group', async () => {
    const { shardLoader, read } = loader();
    await shardLoader.prepare({ ...knowledge, model: null }, ['Staff wanted, ask for Mary.']);
    expect(read).toEqual(['model-latin.bin']);
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
    });
    const partly = { ...knowledge, model: null };
    await expect(shardLoader.prepare(partly, ['hello'])).rejects.toThrow('offline');
    isOffline = false;
    await shardLoader.prepare(partly, ['hello']);
    await shardLoader.prepare(partly, ['good evening']);
    expect(names).toEqual(['model-latin.bin', 'model-latin.bin']);
  });

  it('refuses a shard of another model', async () => {
    const other = emptyModel(shards[0]!);
    const partly = { ...knowledge, model: { ...other, bias: [9, 9, 9] as const } };
    await expect(loader().shardLoader.prepare(partly, ['hello'])).rejects.toThrow('another model');
  });
});
