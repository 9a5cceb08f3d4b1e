/** The text model in parts: each script group by itself. */
import { describe, expect, it } from 'vitest';
import { addShard, emptyModel, openModel, packModel, readModel, splitModel } from '../../../utils/detect/model-file.ts';
import { SCRIPT_GROUPS } from '../../../utils/detect/ngram-reader.ts';
import { packSections, readSections } from '../../../utils/text/sections.ts';
import { WEIGHT_BITS, WEIGHT_OFFSET, type Model } from '../../../utils/detect/text-classifier.ts';

const BITS = 10;
const word = (...steps: number[]): number =>
  steps.reduce((bits, step, lane) => bits | ((step + WEIGHT_OFFSET) << (WEIGHT_BITS * lane)), 0);
const ZERO = word(0, 0, 0);

function modelOf(change: (weights: Uint16Array) => void = () => {}): Model {
  const weights = new Uint16Array(2 ** BITS).fill(ZERO);
  change(weights);
  return { bits: BITS, step: [0.25, 0.5, 0.125], bias: [1, -2, 3], weights };
}
const model = modelOf((weights) => {
  weights.set([word(-16, 0, 15), word(0, 3, 0)], 6);
  weights[255] = word(1, 2, 3);
  weights[256] = word(4, 5, 6);
  weights[1023] = word(-1, -2, -3);
});

describe('a model in parts', () => {
  const shards = splitModel(packModel(model));

  it('has one for each script group, and is whole again with all of them', () => {
    expect(shards).toHaveLength(SCRIPT_GROUPS.length);
    const whole = emptyModel(shards[2]!);
    expect(whole).toEqual(modelOf());
    for (const [group, shard] of shards.entries()) addShard(whole, group, shard);
    expect(whole).toEqual(model);
  });

  it('holds in each part the weights of its group alone', () => {
    const east = emptyModel(shards[1]!);
    addShard(east, 1, shards[1]!);
    expect(east).toEqual(modelOf((weights) => (weights[256] = word(4, 5, 6))));
  });

  it('takes no part of another model, and no part that is cut or whole', () => {
    const other = splitModel(packModel({ ...model, bias: [1, -2, 4] }));
    expect(() => addShard(emptyModel(shards[0]!), 0, other[0]!)).toThrow('another model');
    expect(() => addShard(emptyModel(shards[0]!), 0, shards[0]!.slice(0, -9))).toThrow();
    expect(() => addShard(emptyModel(shards[0]!), 0, packModel(model))).toThrow('a model of 256 buckets');
    expect(() => readModel(shards[0]!)).toThrow('a model of 1024 buckets');
  });
});

describe('a model that is read when a text needs it', () => {
  const open = (bytes = packModel(model)) => {
    const attempted: string[] = [];
    const opened = openModel(bytes, (read) => {
      attempted.push('read');
      read();
    });
    return { opened, attempted };
  };

  it('has the weights of each group once that group is read', () => {
    const { opened, attempted } = open();
    for (const group of [0, 2, 3, 1]) {
      expect(attempted).toHaveLength(Math.max(0, [0, 2, 3, 1].indexOf(group) - 1));
      opened.unread!.read(group);
      const [from, to] = [group * 256, (group + 1) * 256];
      expect(opened.weights.subarray(from, to)).toEqual(model.weights.subarray(from, to));
    }
    expect(opened.unread!.groups).toBe(0);
    expect(opened.weights).toEqual(model.weights);
    expect(attempted).toHaveLength(SCRIPT_GROUPS.length - 1);
  });

  it('is refused at once where its size is wrong, and with a group whose weights are missing', () => {
    expect(() => open(splitModel(packModel(model))[0])).toThrow('a model of 1024 buckets');
    const sections = Object.fromEntries(readSections(packModel(model)));
    const { opened } = open(packSections({ ...sections, lure: sections['lure']!.slice(0, -1) }));
    expect(() => opened.unread!.read(3)).toThrow('a bitmap of');
    expect(opened.unread!.groups).toBe(0b1110);
  });
});
