/**
 * Several offers in one post, as agencies and channels write them, and a lure pasted among honest ads. A lure that is
 * found by itself must be found there, too. Recall on unseen lures is not measured here.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { getsNoWarning, languages, textsOf } from './corpus-texts.ts';

const LISTS = 12;

/** List `index` of honest ads of a language: two to nine of them, each list other ones. */
const listOf = (honest: readonly string[], index: number): string[] =>
  Array.from({ length: 2 + (index % 8) }, (_, i) => honest[(index * 11 + i * 5) % honest.length]!);

const results = languages.flatMap((language, number) => {
  const honest = textsOf(language, 'legit').filter(getsNoWarning);
  const others = textsOf(languages[(number + 1) % languages.length]!, 'legit').filter(getsNoWarning);
  const lures = textsOf(language, 'lure').filter((text) => !getsNoWarning(text));
  return Array.from({ length: LISTS }, (_, index) => {
    const lure = lures[(index * 7) % lures.length]!;
    const within = (list: string[], parted = '\n\n'): boolean =>
      !getsNoWarning(list.toSpliced(index % (list.length + 1), 0, lure).join(parted));
    return {
      alerted: !getsNoWarning(listOf(honest, index).join('\n\n')),
      found: within(listOf(honest, index)),
      foundInLines: within(listOf(honest, index), '\n'),
      foundAmongOthers: within(listOf(others, index)),
    };
  });
});
const share = (of: (result: (typeof results)[number]) => boolean): number => results.filter(of).length / results.length;

describe('a list of offers in one post', () => {
  it('shows a lure among honest ads of its own language', () => {
    expect(share(({ found }) => found)).toBeGreaterThan(0.7);
  });

  it('shows one where no empty line parts it from them', () => {
    expect(share(({ foundInLines }) => foundInLines)).toBeGreaterThan(0.7);
  });

  it('shows a lure among honest ads of another language', () => {
    expect(share(({ foundAmongOthers }) => foundAmongOthers)).toBeGreaterThan(0.7);
  });

  it('gives no warning to honest ads alone', () => {
    expect(share(({ alerted }) => alerted)).toBeLessThan(0.02);
  });

  afterAll(() => {
    const [found, inLines, others, alerted] = [
      share((each) => each.found),
      share((each) => each.foundInLines),
      share((each) => each.foundAmongOthers),
      share((each) => each.alerted),
    ].map((value) => `${(100 * value).toFixed(1)} %`);
    console.log(
      `Of ${results.length} lists: lure found ${found}, without empty lines ${inLines}, among ads of another language ${others}; honest lists alerted ${alerted}`,
    );
  });
});
