/** The text model in parts: each script group by itself. */
import { describe, expect, it } from 'vitest';
import { addShard, emptyModel, openModel, packModel, readModel, splitModel } from '../../../utils/detect/model-file.ts';
import { SCRIPT_GROUPS } from '../../../utils/detect/ngram-reader.ts';
import { DIMENSIONS, type Network } from '../../../utils/detect/text-network.ts';
import { packSections, readSections } from '../../../utils/text/sections.ts';
import {
  POINT_BITS,
  POINT_SHIFT,
  WEIGHT_BITS,
  WEIGHT_OFFSET,
  storedWord,
  ZERO_WORD,
  type Model,
} from '../../../utils/detect/text-classifier.ts';

const BITS = 10;
const word = (...steps: number[]): number =>
  steps.reduce((bits, step, lane) => bits + step * 2 ** (WEIGHT_BITS * lane), ZERO_WORD);
const withPoints = (bits: number, ...points: number[]): number =>
  points.reduce((sum, point, i) => sum + point * 2 ** (POINT_SHIFT + POINT_BITS * i), bits);
/** Layers of two hidden units. */
const network: Network = {
  step: [1, 2, 3, 4, 5, 6, 7, 8],
  hidden: { weights: Array.from({ length: 2 * DIMENSIONS }, (_, i) => i / 4), bias: [1, -1] },
  output: { weights: Array.from({ length: 10 }, (_, i) => 1 - i), bias: [0, 1, 2, 3, 4] },
  share: 0.5,
};

function modelOf(change: (weights: Int32Array) => void = () => {}): Model {
  const weights = new Int32Array(2 ** BITS);
  change(weights);
  return { bits: BITS, step: [0.25, 0.5, 0.125], bias: [1, -2, 3], weights, network };
}
const model = modelOf((weights) => {
  weights.set([storedWord(word(-16, 0, 15)), storedWord(word(0, 3, 0))], 6);
  weights[255] = storedWord(withPoints(word(1, 2, 3), 1, 0, -1, 1, -1, 1, 1, -1));
  weights[300] = storedWord(withPoints(ZERO_WORD, 0, 0, 0, 0, 0, 0, 0, 1));
  weights[256] = storedWord(word(4, 5, 6));
  weights[1023] = storedWord(word(-1, -2, -3));
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
    expect(east).toEqual(
      modelOf((weights) => {
        weights[256] = storedWord(word(4, 5, 6));
        weights[300] = model.weights[300]!;
      }),
    );
  });

  it('takes no part of another model, and no part that is cut or whole', () => {
    const other = splitModel(packModel({ ...model, bias: [1, -2, 4] }));
    expect(() => addShard(emptyModel(shards[0]!), 0, other[0]!)).toThrow('another model');
    expect(() => addShard(emptyModel(shards[0]!), 0, shards[0]!.slice(0, -9))).toThrow();
    expect(() => addShard(emptyModel(shards[0]!), 0, packModel(model))).toThrow('a model of 256 buckets');
    expect(() => readModel(shards[0]!)).toThrow('a model of 1024 buckets');
  });
});

describe('the network of a model', () => {
  it.each([
    ['a dimension too few', { ...network, step: network.step.slice(1) }],
    ['a hidden unit without weights', { ...network, hidden: { ...network.hidden, bias: [1, 2, 3] } }],
    ['a label too many', { ...network, output: { ...network.output, bias: [0, 1, 2, 3, 4, 5] } }],
    ['no number', { ...network, share: null as unknown as number }],
  ])('is refused with %s', (_, broken) => {
    expect(() => readModel(packModel({ ...model, network: broken }))).toThrow();
  });

  it('may be absent', () => {
    expect(readModel(packModel({ ...model, network: null }))).toEqual({ ...model, network: null });
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

  it('is refused at once where its size is wrong or a section is cut, and with a group of values out of range', () => {
    expect(() => open(splitModel(packModel(model))[0])).toThrow('a model of 1024 buckets');
    const sections = Object.fromEntries(readSections(packModel(model)));
    for (const name of ['lure', 'warning', 'points-low', 'points-high'])
      expect(() => open(packSections({ ...sections, [name]: sections[name]!.slice(0, -1) }))).toThrow('a bitmap of');
    for (const [name, value, message] of [
      ['job-scam', 2 * WEIGHT_OFFSET, 'beyond its 5 bits'],
      ['points-high', 81, 'beyond its range'],
    ] as const) {
      const values = sections[name]!.slice();
      values[values.length - 1] = value;
      const { opened } = open(packSections({ ...sections, [name]: values }));
      expect(() => opened.unread!.read(3)).toThrow(message);
      expect(opened.unread!.groups).toBe(0b1110);
    }
  });
});
