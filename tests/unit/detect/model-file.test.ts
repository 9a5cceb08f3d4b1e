/** The text model in parts: each script group by itself. */
import { describe, expect, it } from 'vitest';
import { addShard, emptyModel, packModel, readModel, splitModel } from '../../../utils/detect/model-file.ts';
import { SCRIPT_GROUPS } from '../../../utils/detect/ngram-reader.ts';
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
