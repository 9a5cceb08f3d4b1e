/** What is refused as knowledge, and what the reason names. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { readCompiled } from '../../../tools/knowledge/read-compiled.ts';
import { analyse } from '../../../utils/detect/analyse.ts';
import {
  checkKnowledge,
  KNOWLEDGE_TARGETS,
  KnowledgeError,
  loadKnowledge,
  prepareFile,
} from '../../../utils/detect/knowledge.ts';
import { packGappedPhrases, readGappedPhrases } from '../../../utils/detect/lexicon-file.ts';
import { HeldSchema } from '../../../utils/detect/held.ts';
import { PlacesSchema } from '../../../utils/detect/places.ts';
import { WeightsSchema } from '../../../utils/detect/weights.ts';
import { PaySchema } from '../../../utils/text/money.ts';
import { HELD_BUCKETS } from '../../../utils/detect/held-ngrams.ts';
import { packSections, readSections } from '../../../utils/text/sections.ts';
import { post } from './post.ts';
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
    const held = { version: 2, threshold: 1, warnedThreshold: 1, bias: 0, weights: {}, stems: {} };
    const ngrams = (buckets: number) => ({ step: 1, used: Buffer.alloc(buckets / 8).toString('base64'), weights: '' });
    expect(errorOf({ 'held.json': bytesOf({ ...held, ngrams: ngrams(HELD_BUCKETS) }) })).toBeNull();
    const half = bytesOf({ ...held, ngrams: ngrams(HELD_BUCKETS / 2) });
    expect(() => checkKnowledge({ ...files, 'held.json': half })).toThrow(/^held\.json: weights of/u);
  });

  it('reads the weights of a script when a text first has it, and all of them to check the files', () => {
    const knowledge = loadKnowledge(files);
    analyse(post({ text: 'Typing work, call 081 234 5678.' }), knowledge);
    expect(knowledge.model!.unread!.groups).toBe(0b1110);
    analyse(post({ text: 'งานพิมพ์' }), knowledge);
    expect(knowledge.model!.unread!.groups).toBe(0b1010);
    const sections = Object.fromEntries(readSections(files['model.bin']!));
    const lure = Uint8Array.from(sections['lure']!);
    lure[lure.length - 1] = 255;
    const broken = { ...files, 'model.bin': packSections({ ...sections, lure }) };
    expect(() => loadKnowledge(broken)).not.toThrow();
    expect(() => checkKnowledge(broken)).toThrow(KnowledgeError);
    const cut = { ...files, 'model.bin': packSections({ ...sections, lure: lure.slice(0, -1) }) };
    expect(() => loadKnowledge(cut).model).toThrow(KnowledgeError);
    expect(() => checkKnowledge(files)).not.toThrow();
  });

  it('is the same where its files were prepared', () => {
    const copy = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, bytes.slice()]));
    for (const [name, bytes] of Object.entries(copy)) prepareFile(name, bytes);
    const [prepared, plain] = [loadKnowledge(copy), loadKnowledge(files)];
    for (const part of ['signals', 'concepts', 'proximity', 'sets', 'evidence', 'places', 'pay', 'held'] as const)
      expect(prepared[part], part).toEqual(plain[part]);
    expect(prepared.model!.bias).toEqual(plain.model!.bias);
    // What is prepared is not made again.
    for (const [name, bytes] of Object.entries(copy)) prepareFile(name, bytes);
    expect(loadKnowledge(copy).model).toBe(prepared.model);
  });

  it.each(['weights.json', 'lexicon.bin', 'notes.txt'])('is refused as before where %s cannot be prepared', (name) => {
    const broken = new Uint8Array([1, 2, 3]);
    prepareFile(name, broken);
    const error = errorOf({ [name]: broken });
    if (name in files) expect(error).toMatchObject({ reason: expect.stringMatching(`^${name}: `) as unknown });
    else expect(error).toBeNull();
  });

  it('is compiled so that its schemas complete and change nothing', () => {
    const compiled = readCompiled();
    const schemas = {
      'weights.json': WeightsSchema,
      'places.json': PlacesSchema,
      'pay.json': PaySchema,
      'held.json': HeldSchema,
    };
    for (const [name, schema] of Object.entries(schemas)) {
      const written = JSON.parse(new TextDecoder().decode(compiled[name])) as unknown;
      expect(v.parse(schema as v.GenericSchema, written), name).toEqual(written);
    }
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
    expect(knowledge.accentKeys()).toBe(knowledge.accentKeys());
  });
});

describe('phrases with gaps', () => {
  it('are read as they were packed', () => {
    const phrases = [
      { value: 7, gaps: [4] },
      { value: 0xffff_ffff, gaps: [2, 0, 4] },
      { value: 9, gaps: [1] },
    ];
    const { numbers, starts } = readGappedPhrases(packGappedPhrases(phrases));
    expect([...numbers]).toEqual([7, 1, 4, 0xffff_ffff, 3, 2, 0, 4, 9, 1, 1]);
    expect([...starts]).toEqual([0, 3, 8]);
    expect([...readGappedPhrases(new Uint32Array()).starts]).toEqual([]);
  });

  it.each([[[7]], [[7, 0]], [[7, 2, 4]], [[7, 1, 4, 8]], [[7, 1, 4, 8, 1]]])(
    'are refused where they are truncated: %j',
    (numbers) => {
      expect(() => readGappedPhrases(Uint32Array.from(numbers))).toThrow(
        new RangeError('the phrases with gaps are truncated'),
      );
    },
  );
});
