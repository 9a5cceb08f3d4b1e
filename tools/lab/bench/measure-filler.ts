/** A lure behind 900 KB of honest ads, in a text of 1 MB. Whether it is found, and how long that takes. */
import { analyse, conclude, type Knowledge } from '../../../utils/detect/analyse.ts';
import { MAX_TEXT_UNITS } from '../../../utils/model/cap-text.ts';
import type { Row } from '../../eval/rows.ts';
import { median } from './interleave.ts';
import { fillerOf, FILLER_SIZE, messagePost } from './bench-posts.ts';

export interface FillerMeasures {
  /** Lures tried, and found behind the filler. */
  lures: number;
  found: number;
  lost: string[];
  medianMs: number;
  worstMs: number;
}

/** One lure of each language that is found by itself. */
export function measureFiller(rows: readonly Row[], knowledge: Knowledge): FillerMeasures {
  const filler = fillerOf(rows, MAX_TEXT_UNITS);
  const levelOf = (text: string): string => conclude(analyse(messagePost(text), knowledge), [], '2026-11-25').level;
  const languages = new Set<string>();
  const lures = rows.filter(({ label, lang, post }) => {
    if (label !== 'lure' || languages.has(lang) || levelOf(post.text) === 'none') return false;
    return languages.add(lang) !== undefined;
  });
  const times: number[] = [];
  const lost: string[] = [];
  for (const { post } of lures) {
    const text = `${filler.slice(0, FILLER_SIZE)}\n\n${post.text}\n\n${filler}`.slice(0, MAX_TEXT_UNITS);
    const start = performance.now();
    const level = levelOf(text);
    times.push(performance.now() - start);
    if (level === 'none') lost.push(post.id);
  }
  return {
    lures: lures.length,
    found: lures.length - lost.length,
    lost,
    medianMs: median(times),
    worstMs: Math.max(...times),
  };
}
