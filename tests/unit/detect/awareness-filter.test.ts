/** Which posts are warnings, and which spans of them are judged by themselves. */
import { describe, expect, it } from 'vitest';
import { filterAwareness, spansOutside } from '../../../utils/detect/awareness-filter.ts';
import type { Fact } from '../../../utils/detect/fact.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { factOf, featuresOf, madeRules } from './made-knowledge.ts';

/** What is found in a post that warns where its words are `beware`; the words of its open spans. */
function filtered(of: Partial<JobPost>, more: readonly Fact[] = []): { warns: boolean; open: string[] } {
  const { text, fields } = featuresOf(0, {}, of).text;
  const units = String.fromCharCode(...text.units.subarray(0, text.length));
  const facts = [...units.matchAll(/beware/gu)].map(({ index }) => factOf('guard-warn', index, { to: index + 6 }));
  const { isAwarenessText, openSpans } = filterAwareness([...facts, ...more], text, fields, madeRules);
  return { warns: isAwarenessText, open: openSpans.map(({ start, end }) => units.slice(start, end)) };
}

describe('a post', () => {
  it('warns with two phrases of warnings, and is open as a whole with fewer', () => {
    expect(filtered({ text: 'beware\nof' })).toEqual({ warns: false, open: ['bewareof'] });
    expect(filtered({ text: 'beware and beware' })).toEqual({ warns: true, open: [] });
    expect(filtered({ text: 'beware', title: 'Beware' }).warns).toBe(true);
    expect(filtered({ text: 'nothing' }, [factOf('role-chat', 0), factOf('travel-paid', 4)]).warns).toBe(false);
  });

  it('warns not where its phrases overlap: they are one', () => {
    const other = (from: number) => factOf('guard-report', from, { to: from + 4 });
    expect(filtered({ text: 'beware of it' }, [other(5)]).warns).toBe(false);
    expect(filtered({ text: 'beware of it' }, [other(6)]).warns).toBe(true);
    expect(filtered({ text: 'xxxxbeware of' }, [other(0)]).warns).toBe(true);
    expect(filtered({ text: 'xxxxbeware of' }, [other(1)]).warns).toBe(false);
  });

  it('warns not in the words of a promise that nobody is cheated', () => {
    const promise = (from: number, to: number) => [factOf('safety-reassurance', from, { to })];
    const text = 'beware of beware of';
    expect(filtered({ text }, promise(0, 3)).warns).toBe(false);
    expect(filtered({ text }, promise(5, 7)).warns).toBe(false);
    expect(filtered({ text }, promise(6, 8)).warns).toBe(true);
    expect(filtered({ text }, [factOf('safety-reassurance', null)]).warns).toBe(true);
    expect(filtered({ text }, [factOf('role-chat', 0)]).warns).toBe(true);
  });

  it('warns not in words that keep the reader from asking others', () => {
    expect(filtered({ text: 'beware of beware of' }, [factOf('secrecy', 5, { to: 7 })]).warns).toBe(false);
  });
});

describe('the open spans of a warning', () => {
  it('are its paragraphs without such phrases, the longest first, neighbours together', () => {
    const text = 'Beware one\nTwo\nBeware three\nFour and five\nSix';
    expect(filtered({ text })).toEqual({ warns: true, open: ['fourandfivesix', 'two'] });
    expect(filtered({ text: 'One\nBeware, beware' }).open).toEqual(['one']);
  });

  it('are the paragraphs of every field', () => {
    const of = { title: 'Chef', company: 'Lake', text: 'Beware\nBeware\nCook', poster: 'Anna' };
    expect(filtered(of).open.toSorted()).toEqual(['cheflake', 'cookanna']);
  });

  it('begin at lines, not at sentences', () => {
    expect(filtered({ text: 'Beware. One. Two\nBeware' }).open).toEqual([]);
    expect(filtered({ text: 'Beware\nBeware\n\nThree' }).open).toEqual(['three']);
  });

  it('are twelve at most', () => {
    const lines = Array.from({ length: 14 }, (_, at) => `Beware of it.\nWork ${'now '.repeat(at + 1)}here.`);
    const { open } = filtered({ text: lines.join('\n') });
    expect(open).toHaveLength(12);
    expect(open[0]!.length).toBeGreaterThan(open[11]!.length);
  });

  it('belong to the paragraph in which a phrase begins', () => {
    const { text, fields } = featuresOf(0, {}, { text: 'One\nTwo\nThree' }).text;
    const guards = [factOf('guard-warn', 3, { to: 8 }), factOf('guard-report', 10, { to: 12 })];
    const { openSpans } = filterAwareness(guards, text, fields, madeRules);
    expect(openSpans).toEqual([{ start: 0, end: 3 }]);
  });
});

describe('what stands outside words of warning', () => {
  /** The words outside the clauses with `beware`. */
  function outside(text: string, wording = (length: number) => [{ start: 0, end: length }]): string[] {
    const { text: folded } = featuresOf(0, {}, { text }).text;
    const units = String.fromCharCode(...folded.units.subarray(0, folded.length));
    const phrases = [...units.matchAll(/beware/gu)].map(({ index }) => factOf('guard-warn', index, { to: index + 6 }));
    return spansOutside(phrases, folded, wording(folded.length)).map(({ start, end }) => units.slice(start, end));
  }

  it('begins and ends at commas, sentences and lines', () => {
    expect(outside('Chef wanted, do beware of it. Write to me')).toEqual(['chefwanted', 'writetome']);
    expect(outside('Beware\nChef')).toEqual(['chef']);
    expect(outside('Chef, beware')).toEqual(['chef']);
    expect(outside('Beware, beware')).toEqual([]);
    expect(outside('Chef wanted')).toEqual(['chefwanted']);
  });

  it('takes back whole words more than twelve letters away, where no comma stands', () => {
    expect(outside('our lakes are big beware of lakes and of our rivers')).toEqual(['our', 'ourrivers']);
    expect(outside('aaaaaaaaaaaaaaa beware')).toEqual(['aaaaaaaaaaaaaaa']);
    expect(outside('aaaaaaaaaaaa beware')).toEqual([]);
  });

  it('has the contacts beside such words', () => {
    const apart = (length: number) => [
      { start: 0, end: 4 },
      { start: 8, end: length },
    ];
    expect(outside('Chef mina beware of', apart)).toEqual(['chefmina']);
    expect(outside('beware', () => [])).toEqual([]);
  });

  it('is empty between clauses that touch', () => {
    expect(outside('Chef beware it beware of. Cook')).toEqual(['cook']);
  });
});
