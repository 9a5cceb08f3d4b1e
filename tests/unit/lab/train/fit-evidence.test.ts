/** The fitted layer of facts, of pairs of facts, and of the text model. */
import { describe, expect, it } from 'vitest';
import { FIT_EVIDENCE, fitEvidence, type EvidenceExample } from '../../../../tools/lab/train/fit-evidence.ts';
import { madeKnowledge } from '../../detect/made-knowledge.ts';

const OPTIONS = { ...FIT_EVIDENCE, pairs: { ...FIT_EVIDENCE.pairs, minRows: 20 } };

/** `count` examples of each line. */
function examples(count: number, ...lines: [harms: boolean, ...names: string[]][]): EvidenceExample[] {
  return lines.flatMap(([harms, ...names]) =>
    Array.from({ length: count }, () => ({ harms, importance: 1, features: new Map(names.map((name) => [name, 1])) })),
  );
}
const fit = (list: readonly EvidenceExample[], options = OPTIONS) => fitEvidence(list, madeKnowledge, options);

describe('two facts together', () => {
  const both = examples(
    200,
    [true, 'pay-high', 'concept:ticket'],
    [false, 'pay-high'],
    [false, 'concept:ticket'],
    [false],
  );

  it('weigh what neither weighs alone', () => {
    const { pairs } = fit(both);
    expect(pairs['concept:ticket']?.['pay-high']).toBe(1);
  });

  it('are no pair where they are met too seldom, or where others weigh more', () => {
    expect(fit(both, { ...OPTIONS, pairs: { ...OPTIONS.pairs, minRows: 201 } }).pairs).toEqual({});
    expect(fit(both, { ...OPTIONS, pairs: { ...OPTIONS.pairs, kept: 0 } }).pairs).toEqual({});
  });

  it('never weigh below nothing where both are signs of harm; beside a plain word they may', () => {
    const honest = (other: string) =>
      fit(examples(200, [false, 'pay-high', other], [true, 'pay-high'], [true, other], [false])).pairs;
    expect(honest('travel-paid')).toEqual({});
    expect(honest('concept:ticket')['concept:ticket']?.['pay-high']).toBeLessThan(-0.5);
  });

  it('of the text model and the length are no pairs', () => {
    const list = examples(200, [true, 'model:harm', 'pay-high'], [false, 'model:harm'], [true, 'excess-length']);
    expect(fit(list).pairs).toEqual({});
  });
});

describe('a fact by itself', () => {
  it('keeps its sign, whatever the examples say', () => {
    const turned = examples(200, [false, 'pay-high'], [true, 'counter-interview'], [true], [false]);
    const { weights } = fit(turned);
    expect(weights['pay-high']).toBeCloseTo(FIT_EVIDENCE.leastShare * FIT_EVIDENCE.perPoint, 3);
    expect(weights['counter-interview']).toBe(0);
  });

  it('is known by every signal and set, also one that no example has', () => {
    const { weights } = fit(examples(10, [true, 'pay-high'], [false]));
    expect(weights['role-chat']).toBeCloseTo(3 * FIT_EVIDENCE.perPoint, 3);
    expect(weights['set:both']).toBeCloseTo(FIT_EVIDENCE.perPoint, 3);
  });
});
