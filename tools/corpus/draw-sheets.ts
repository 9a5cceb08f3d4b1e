/** Draws scenario sheets: what a writer is asked to write. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { LABELS, type Label, type SheetData } from './sheet-data.ts';

export interface Sheet {
  language: string;
  script: string;
  region: string;
  label: Label;
  family: string;
  channel: string;
  place: string;
  voice: string;
  age: string;
  length: string;
  manner: string;
  offer: string;
  where: string;
  payer: string;
  screening: string;
  /** Facts for the writer that the post must not mention. */
  hidden: readonly string[];
  /** Facts that the post leaves out. */
  absent: readonly string[];
  /** The change that makes the twin; empty for families without one. */
  twin: string;
}

export interface DrawOptions {
  seed: number;
  /** Number of sheets, 1 or more. */
  count: number;
  /** Language of every sheet; without it, all languages in turn. */
  language?: string;
}

/** Distance between the seeds of two languages, so that one seed draws other scenes for each. */
const LANGUAGE_STEP = 1_000_003;

/** The same options give the same sheets. Throws a RangeError for a language without an entry. */
export function drawSheets({ families, dimensions }: SheetData, options: DrawOptions): Sheet[] {
  const { seed, count, language } = options;
  const known = Object.keys(dimensions.languages);
  if (language !== undefined && !known.includes(language))
    throw new RangeError(`No language ${language}; known are ${known.join(' ')}`);
  const place = language === undefined ? 0 : known.indexOf(language) + 1;
  const generator = xoroshiro128plus(seed + place * LANGUAGE_STEP);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[uniformInt(generator, 0, items.length - 1)];
    if (item === undefined) throw new RangeError('Nothing to draw from');
    return item;
  };
  const labels = LABELS.flatMap((label) => Array<Label>(dimensions.share[label]).fill(label));
  const start = uniformInt(generator, 0, known.length - 1);
  return Array.from({ length: count }, (_, index) => {
    const code = language ?? known[(start + index) % known.length] ?? '';
    const speech = dimensions.languages[code] ?? { scripts: [], regions: [] };
    const label = pick(labels);
    const [name, family] = pick(Object.entries(families).filter(([, each]) => each.label === label));
    const offersWork = label !== 'warning' && label !== 'other';
    const channel = pick(
      dimensions.channels.filter(({ place: at }) => offersWork || at === 'post' || at === 'message'),
    );
    return {
      language: code,
      script: uniformInt(generator, 0, 3) === 0 ? pick(speech.scripts) : (speech.scripts[0] ?? ''),
      region: pick(speech.regions),
      label,
      family: name,
      channel: channel.name,
      place: channel.place,
      voice: pick(dimensions.voices),
      age: pick(dimensions.ages),
      length: pick(dimensions.lengths),
      manner: pick(dimensions.manners),
      offer: pick(family.offers),
      where: pick(family.where),
      payer: pick(dimensions.payers),
      screening: pick(dimensions.screenings),
      hidden: family.hidden,
      absent: dimensions.facts.filter(() => uniformInt(generator, 0, 2) === 0),
      twin: family.twin,
    };
  });
}
