/** What is refused as knowledge, and what the reason names. */
import { describe, expect, it } from 'vitest';
import { KNOWLEDGE_TARGETS, KnowledgeError, loadKnowledge } from '../../../utils/detect/knowledge.ts';
import { packSplitPhrases, readSplitPhrases } from '../../../utils/detect/lexicon-file.ts';
import { HELD_BUCKETS } from '../../../utils/detect/held-ngrams.ts';
import { compileSmall, ENGLISH } from './small-knowledge.ts';

const files = await compileSmall({ en: ENGLISH });
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const valueOf = (name: string): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(files[name])) as Record<string, unknown>;

function errorOf(change: Record<string, Uint8Array>, without: readonly string[] = []): unknown {
  const some = Object.fromEntries(Object.entries({ ...files, ...change }).filter(([name]) => !without.includes(name)));
  try {
    loadKnowledge(some);
    return null;
  } catch (error) {
    return error;
  }
}

describe('knowledge', () => {
  it('needs each of its targets', () => {
    for (const name of KNOWLEDGE_TARGETS) {
      const error = errorOf({}, [name]);
      expect(error).toBeInstanceOf(KnowledgeError);
      expect(error).toMatchObject({
        name: 'KnowledgeError',
        reason: `${name} is missing`,
        message: `${name} is missing`,
      });
    }
  });

  it.each(['weights.json', 'places.json', 'pay.json', 'lexicon.bin', 'model.bin', 'held.json'])(
    'is refused where %s is malformed, with its name and the cause',
    (name) => {
      for (const bytes of [new Uint8Array([1, 2, 3]), new Uint8Array(), bytesOf({ version: 0 })]) {
        const error = errorOf({ [name]: bytes }) as KnowledgeError;
        expect(error).toBeInstanceOf(KnowledgeError);
        expect(error.reason).toMatch(new RegExp(`^${name}: .+`, 'u'));
        expect(error.cause).toBeInstanceOf(Error);
      }
    },
  );

  it('is refused where the wording of cries has another number of weights', () => {
    const held = { version: 1, threshold: 1, warnedThreshold: 1, bias: 0, weights: {}, stems: {} };
    const ngrams = (buckets: number) => ({ step: 1, weights: Buffer.alloc(buckets / 8).toString('base64') });
    expect(errorOf({ 'held.json': bytesOf({ ...held, ngrams: ngrams(HELD_BUCKETS) }) })).toBeNull();
    expect(errorOf({ 'held.json': bytesOf({ ...held, ngrams: ngrams(HELD_BUCKETS / 2) }) })).toMatchObject({
      reason: expect.stringMatching(/^held\.json: weights of/u) as unknown,
    });
  });

  it('needs no text model and no model of cries', () => {
    const { model, held } = loadKnowledge(files);
    expect([model === null, held]).toEqual([false, null]);
    const { 'model.bin': _, ...without } = files;
    expect(loadKnowledge(without).model).toBeNull();
  });

  it('has what its targets say', () => {
    const knowledge = loadKnowledge(files);
    const weights = valueOf('weights.json');
    expect(knowledge.signalIds).toEqual([...knowledge.signals.keys()]);
    expect(knowledge.signals.get('travel-paid')).toMatchObject({ id: 'travel-paid' });
    for (const name of ['concepts', 'sets', 'offer', 'hardFacts', 'levels', 'evidence'] as const)
      expect(knowledge[name], name).toEqual(weights[name]);
    expect(knowledge.proximity).toEqual(weights['near']);
    expect(knowledge.places).toEqual(valueOf('places.json')['places']);
    expect(knowledge.pay).toEqual(valueOf('pay.json'));
    expect(knowledge.toneKeys()).toBe(knowledge.toneKeys());
  });
});

describe('phrases in stretches', () => {
  it('are read as they were packed', () => {
    const phrases = [
      { value: 7, gaps: [4] },
      { value: 0xffff_ffff, gaps: [2, 0, 4] },
      { value: 9, gaps: [1] },
    ];
    const { numbers, starts } = readSplitPhrases(packSplitPhrases(phrases));
    expect([...numbers]).toEqual([7, 1, 4, 0xffff_ffff, 3, 2, 0, 4, 9, 1, 1]);
    expect([...starts]).toEqual([0, 3, 8]);
    expect([...readSplitPhrases(new Uint32Array()).starts]).toEqual([]);
  });

  it.each([[[7]], [[7, 0]], [[7, 2, 4]], [[7, 1, 4, 8]], [[7, 1, 4, 8, 1]]])(
    'are refused where they are cut off: %j',
    (numbers) => {
      expect(() => readSplitPhrases(Uint32Array.from(numbers))).toThrow(
        new RangeError('phrases in stretches are cut off'),
      );
    },
  );
});
