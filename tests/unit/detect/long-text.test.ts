/**
 * A lure among honest ads one below the other, of its own language and of another. This measures whether it is found
 * there, not how well unseen lures are.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { getsNoWarning, languages, textsOf } from './corpus-texts.ts';

const LURES = 12;
const LENGTH = 60_000;

const honestOf = (language: string): string => `${textsOf(language, 'legit').filter(getsNoWarning).join('\n\n')}\n\n`;
const english = honestOf('en').repeat(Math.ceil(LENGTH / honestOf('en').length));

const results = languages.map((language) => {
  const whole = honestOf(language);
  const filler = whole.repeat(Math.ceil(LENGTH / whole.length));
  const lures = textsOf(language, 'lure').filter((text) => !getsNoWarning(text));
  const step = Math.floor(lures.length / LURES);
  const tried = Array.from({ length: LURES }, (_, index) => lures[index * step]!);
  return {
    language,
    isFillerClean: getsNoWarning(filler),
    lost: tried.filter((lure) => getsNoWarning(`${filler}${lure}\n\n${whole}`)),
    lostBehindEnglish: tried.filter((lure) => getsNoWarning(`${english}${lure}\n\n${whole}`)),
  };
});

describe('a list of honest ads', () => {
  it('hides few of the lures among them', () => {
    const lost = results.flatMap((result) => result.lost);
    expect(lost.length).toBeLessThanOrEqual(0.08 * LURES * languages.length);
  });

  it('hides few that are written in another language than the list', () => {
    const lost = results.flatMap((result) => result.lostBehindEnglish);
    expect(lost.length).toBeLessThanOrEqual(0.1 * LURES * languages.length);
  });

  it('gives a warning in few languages although no ad by itself does', () => {
    const alerted = results.filter(({ isFillerClean }) => !isFillerClean);
    expect(alerted.length).toBeLessThanOrEqual(8);
  });

  afterAll(() => {
    const lost = results.map(
      (each) =>
        `${each.language} ${each.lost.length}/${each.lostBehindEnglish.length}${each.isFillerClean ? '' : ' !'}`,
    );
    console.log(
      `Lures lost of ${LURES} among honest ads/behind English ones; "!": the ads alone are alerted: ${lost.join(', ')}`,
    );
  });
});
