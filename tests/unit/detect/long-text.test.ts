/**
 * A lure among honest ads of its own language, one below the other: what is measured is whether it is found there, not how
 * well unseen lures are.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { readRows } from '../../../tools/eval/rows.ts';
import { compileKnowledge, KNOWLEDGE } from '../../../tools/knowledge/compile.ts';
import { analyse, conclude, loadKnowledge } from '../../../utils/detect/engine.ts';
import { post } from './post.ts';

const LURES = 6;
const LENGTH = 60_000;

const knowledge = loadKnowledge(await compileKnowledge(KNOWLEDGE));
const rows = await readRows(`${KNOWLEDGE}/corpus`);
const languages = [...new Set(rows.map(({ lang }) => lang))].sort();
const isSilent = (text: string): boolean =>
  conclude(analyse(post({ text }), knowledge), [], '2026-11-25').level === 'none';
const textsOf = (language: string, label: string): string[] =>
  rows.filter((row) => row.lang === language && row.label === label).map((row) => row.post.text);

const results = languages.map((language) => {
  const honest = textsOf(language, 'legit').filter(isSilent);
  const whole = `${honest.join('\n\n')}\n\n`;
  const filler = whole.repeat(Math.ceil(LENGTH / whole.length));
  const lures = textsOf(language, 'lure').filter((text) => !isSilent(text));
  const step = Math.floor(lures.length / LURES);
  const lost = Array.from({ length: LURES }, (_, index) => lures[index * step]!).filter((lure) =>
    isSilent(`${filler}${lure}\n\n${whole}`),
  );
  return { language, silent: isSilent(filler), lost };
});

describe('a list of honest ads', () => {
  it('hides few of the lures among them', () => {
    const lost = results.flatMap((result) => result.lost);
    expect(lost.length).toBeLessThanOrEqual(0.05 * LURES * languages.length);
  });

  it('says in few languages what one ad by itself would not', () => {
    const alerted = results.filter(({ silent }) => !silent);
    expect(alerted.length).toBeLessThanOrEqual(8);
  });

  afterAll(() => {
    const lost = results.map(({ language, silent, lost: { length } }) => `${language} ${length}${silent ? '' : ' !'}`);
    console.log(`Lures lost of ${LURES} among honest ads; "!": the honest ads alone are alerted: ${lost.join(', ')}`);
  });
});
