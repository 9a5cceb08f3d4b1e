/**
 * How well pictures are read and judged: posters and chat screenshots rendered from the project's own corpus, read by the
 * check page of the built extension, compared with their true texts.
 */
import { analyse, conclude, loadKnowledge, type Knowledge } from '../../../utils/detect/analyse.ts';
import { postFromText } from '../../../utils/check/post-from-text.ts';
import { ensureKnowledge } from '../../knowledge/compile-knowledge.ts';
import { readCompiled } from '../../knowledge/read-compiled.ts';
import { openPictureReader } from '../../picture/picture-reader.ts';
import { characterErrors } from './pictures/character-errors.ts';
import { POSTER_STYLES, type PosterStyle } from './pictures/poster-html.ts';
import { renderPosters, type RenderedPoster } from './pictures/render-posters.ts';
import { median } from './interleave.ts';

const FOLDER = '.test/pictures';

/** Parts from 0 to 1; seconds. */
export const PICTURE_BARS = {
  alerted: 0.93,
  honestAlerted: 0.02,
  errors: { clean: 0.05, gradient: 0.05, photo: 0.12, phone: 0.12, story: 0.15, chat: 0.15 },
  firstSeconds: 6,
  seconds: 3,
} as const;

export interface PictureMeasures {
  pictures: number;
  /** Of the pictures whose true text is alerted: alerted from the picture, or said to be read in part. */
  alerted: { of: number; count: number; readPartly: number };
  /** Of the honest pictures whose true text is not alerted. */
  honestAlerted: { of: number; count: number };
  /** Median part of wrong characters by style. */
  errors: Partial<Record<PosterStyle, number>>;
  firstSeconds: number;
  /** Median, the first one left out. */
  seconds: number;
  /** Addresses outside the extension that were requested. */
  requests: number;
  /** The pictures that were missed or alerted wrongly, or whose characters are wrong by more than a third. */
  worst: string[];
}

/** @param count pictures to render and read  @param seed chooses them */
export async function measurePictures(count: number, seed: number): Promise<PictureMeasures> {
  await ensureKnowledge();
  const knowledge = loadKnowledge(readCompiled());
  const posters = await renderPosters(FOLDER, count, seed);
  const reader = await openPictureReader(null);
  const errors: Partial<Record<PosterStyle, number[]>> = {};
  const seconds: number[] = [];
  const measures = {
    alerted: { of: 0, count: 0, readPartly: 0 },
    honestAlerted: { of: 0, count: 0 },
    worst: [] as string[],
  };
  try {
    for (const poster of posters) {
      const start = performance.now();
      const result = await reader.read(poster.file);
      seconds.push((performance.now() - start) / 1_000);
      const read =
        'error' in result ? { text: '', level: 'none', confidence: 0 } : { ...result, level: result.verdict.level };
      const wrong = characterErrors(poster.text, read.text);
      (errors[poster.style] ??= []).push(wrong);
      const problem = countPicture(poster, isAlerted(poster.text, knowledge), read, measures);
      if (problem !== '' || wrong > 1 / 3)
        measures.worst.push(`${poster.file} ${problem} ${Math.round(wrong * 100)} %`);
    }
  } finally {
    await reader.close();
  }
  const medians = POSTER_STYLES.flatMap((style) =>
    errors[style] === undefined ? [] : [[style, median(errors[style])] as const],
  );
  return {
    pictures: posters.length,
    ...measures,
    errors: Object.fromEntries(medians),
    firstSeconds: seconds[0] ?? 0,
    seconds: median(seconds.slice(1)),
    requests: reader.requests.length,
  };
}

function isAlerted(text: string, knowledge: Knowledge): boolean {
  return conclude(analyse(postFromText(text), knowledge), [], new Date().toISOString().slice(0, 10)).level !== 'none';
}

/** Counts one picture; returns what went wrong, or ''. */
function countPicture(
  { honest }: RenderedPoster,
  trueAlert: boolean,
  read: { level: string; confidence: number },
  { alerted, honestAlerted }: Pick<PictureMeasures, 'alerted' | 'honestAlerted'>,
): string {
  const alert = read.level !== 'none';
  if (trueAlert && !honest) {
    alerted.of++;
    if (alert) alerted.count++;
    else if (read.confidence < 0.75) alerted.readPartly++;
    return alert ? '' : 'missed';
  }
  if (!honest || trueAlert) return '';
  honestAlerted.of++;
  if (alert) honestAlerted.count++;
  return alert ? 'alerted wrongly' : '';
}

export function reportPictures(measured: PictureMeasures): string {
  const { alerted, honestAlerted, errors, seconds, firstSeconds, requests, worst } = measured;
  const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
  const share = ({ count, of }: { count: number; of: number }): string =>
    `${count} of ${of} (${percent(count / Math.max(1, of))})`;
  const bars = PICTURE_BARS;
  return [
    `${measured.pictures} pictures from the project's corpus`,
    `alerted, of those whose true text is: ${share(alerted)}; bar ${percent(bars.alerted)}; ${alerted.readPartly} of the rest said to be read in part`,
    `honest ones alerted: ${share(honestAlerted)}; bar ${percent(bars.honestAlerted)}`,
    ...Object.entries(errors).map(
      ([style, part]) =>
        `wrong characters, ${style}: median ${percent(part)}; bar ${percent(bars.errors[style as PosterStyle])}`,
    ),
    `first picture ${firstSeconds.toFixed(1)} s (bar ${bars.firstSeconds}), median ${seconds.toFixed(1)} s (bar ${bars.seconds})`,
    `requests that left: ${requests}; bar 0`,
    ...worst.map((line) => `  ${line}`),
  ].join('\n');
}
