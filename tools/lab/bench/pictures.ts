/**
 * How well pictures are read and judged. The check page of the built extension reads posters and chat screenshots
 * rendered from the corpus. What it reads is compared with the true texts.
 */
import { dayOf } from '../../../utils/indicators/day-number.ts';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { analyse, conclude, loadKnowledge, type Knowledge } from '../../../utils/detect/analyse.ts';
import { postFromText } from '../../../utils/check/post-from-text.ts';
import { ensureFonts } from '../../setup/fonts.ts';
import { ensureKnowledge } from '../../knowledge/compile-knowledge.ts';
import { readCompiled } from '../../knowledge/read-compiled.ts';
import { peakMemory } from '../../picture/peak-memory.ts';
import { scriptOf } from '../../../utils/picture/reading-languages.ts';
import { READ_WELL } from '../../../utils/picture/reading-quality.ts';
import { openPictureReader, type PictureResult } from '../../picture/picture-reader.ts';
import { characterErrors } from './pictures/character-errors.ts';
import { POSTER_STYLES, type PosterStyle } from './pictures/poster-html.ts';
import { renderPosters } from './pictures/render-posters.ts';
import { median } from './interleave.ts';

const FOLDER = '.test/pictures';

/** Parts from 0 to 1; seconds. */
export const PICTURE_BARS = {
  alerted: 0.93,
  alertedOfScript: 0.8,
  honestAlerted: 0.02,
  errors: { clean: 0.05, gradient: 0.05, photo: 0.12, phone: 0.12, story: 0.15, chat: 0.15 },
  firstSeconds: 6,
  seconds: 3,
  megabytes: 400,
} as const;

/** One picture and what was read in it. */
export interface PictureOutcome {
  file: string;
  style: PosterStyle;
  /** BCP 47 */
  language: string;
  /** Whether the row is labelled an honest offer. */
  honest: boolean;
  /** Whether the true text is alerted. */
  trueAlert: boolean;
  alert: boolean;
  /** Part of the text that was read well, 0 to 1. */
  confidence: number;
  /** Part of wrong characters. */
  wrong: number;
  seconds: number;
}

export interface PictureMeasures {
  /** Of every portion of this seed that was measured. */
  outcomes: PictureOutcome[];
  /** Addresses outside the extension that were requested in this portion. */
  requests: number;
  /** Megabytes: peak of the process that reads pictures in this portion; null where the system does not tell. */
  memory: number | null;
}

/** Which posters: `count` of them from number `from` on, of all languages or of one; `seed` chooses rows and looks. */
export interface PosterPortion {
  from: number;
  count: number;
  seed: number;
  /** BCP 47 tag of the language that is measured alone. */
  language?: string | undefined;
}

/**
 * A portion from 0 on starts anew; a later one adds to the outcomes of the same seed.
 * @throws Error when fonts are missing: posters of empty boxes would be measured
 */
export async function measurePictures(portion: PosterPortion): Promise<PictureMeasures> {
  if (!ensureFonts((line) => console.error(line))) throw new Error('The Noto fonts of every script must be installed.');
  await ensureKnowledge();
  const knowledge = loadKnowledge(readCompiled());
  const posters = await renderPosters(FOLDER, portion);
  const kept = join(FOLDER, `outcomes-${portion.language ?? 'all'}-${portion.seed}.json`);
  const outcomes: PictureOutcome[] =
    portion.from > 0 && existsSync(kept) ? (JSON.parse(await readFile(kept, 'utf8')) as PictureOutcome[]) : [];
  const reader = await openPictureReader(null);
  let memory: number | null = null;
  try {
    for (const { file, style, language, honest, text } of posters) {
      const start = performance.now();
      const result = await reader.read(file);
      const seconds = (performance.now() - start) / 1_000;
      const read =
        'error' in result ? { text: '', confidence: 0, alert: false } : { ...result, alert: isAlert(result) };
      const trueAlert = isAlerted(text, knowledge);
      const { confidence, alert } = read;
      const wrong = characterErrors(text, read.text);
      outcomes.push({ file, style, language, honest, trueAlert, alert, confidence, wrong, seconds });
      await writeFile(`${file}.txt`, `${text}\n\n--- read ---\n\n${read.text}\n`);
    }
    memory = peakMemory();
  } finally {
    await reader.close();
  }
  await writeFile(kept, JSON.stringify(outcomes));
  return { outcomes, requests: reader.requests.length, memory };
}

function isAlert({ verdict }: PictureResult): boolean {
  return verdict.level !== 'none';
}

function isAlerted(text: string, knowledge: Knowledge): boolean {
  return conclude(analyse(postFromText(text), knowledge), [], dayOf(Date.now())).level !== 'none';
}

export function reportPictures({ outcomes, requests, memory }: PictureMeasures): string {
  const bars = PICTURE_BARS;
  const alertable = outcomes.filter(({ honest, trueAlert }) => trueAlert && !honest);
  const harmless = outcomes.filter(({ honest, trueAlert }) => honest && !trueAlert);
  const readPartly = alertable.filter(({ alert, confidence }) => !alert && confidence < READ_WELL).length;
  const [first, ...others] = outcomes;
  return [
    `${outcomes.length} pictures from the project's corpus`,
    `alerted, of those whose true text is: ${share(alertable)}; bar ${percent(bars.alerted)}; ${readPartly} of the rest said to be read in part`,
    ...writingsOf(alertable).map(
      ([writing, list]) => `  ${writing}: ${share(list)}; bar ${percent(bars.alertedOfScript)}`,
    ),
    `honest ones alerted: ${share(harmless)}; bar ${percent(bars.honestAlerted)}`,
    ...POSTER_STYLES.map((style) => {
      const wrong = outcomes.filter((one) => one.style === style).map((one) => one.wrong);
      return `wrong characters, ${style}: median ${percent(median(wrong))}; bar ${percent(bars.errors[style])}`;
    }),
    `first picture ${first?.seconds.toFixed(1)} s (bar ${bars.firstSeconds}), median ${median(others.map(({ seconds }) => seconds)).toFixed(1)} s (bar ${bars.seconds})`,
    `requests that left: ${requests}; bar 0`,
    `peak memory of the extension's process: ${memory ?? 'unknown'} MB; bar ${bars.megabytes}`,
    ...outcomes.flatMap((one) => {
      const problem = problemOf(one);
      return problem === '' && one.wrong <= 1 / 3 ? [] : [`  ${one.file} ${problem} ${Math.round(one.wrong * 100)} %`];
    }),
  ].join('\n');
}

/** Outcomes by way of writing: the script, and the two kinds of Chinese apart. */
function writingsOf(outcomes: readonly PictureOutcome[]): [string, PictureOutcome[]][] {
  const groups = new Map<string, PictureOutcome[]>();
  for (const one of outcomes) {
    const script = scriptOf(one.language);
    const writing = script === 'han' || script === 'arabic' ? `${script}, ${one.language}` : script;
    groups.set(writing, [...(groups.get(writing) ?? []), one]);
  }
  return [...groups];
}

function problemOf({ honest, trueAlert, alert }: PictureOutcome): string {
  if (trueAlert && !honest && !alert) return 'missed';
  return honest && !trueAlert && alert ? 'alerted wrongly' : '';
}

function share(outcomes: readonly PictureOutcome[]): string {
  const count = outcomes.filter(({ alert }) => alert).length;
  return `${count} of ${outcomes.length} (${percent(count / Math.max(1, outcomes.length))})`;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
