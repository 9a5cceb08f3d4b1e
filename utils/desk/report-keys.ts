/** The keys by which reports are grouped: each indicator, and each cluster of copies of a text or picture. */
import type { Indicator } from '../model/indicator.ts';
import type { Groupable } from './case.ts';
import { PictureCopies } from './picture-copies.ts';
import { TextCopies } from './text-copies.ts';

/** Indicators of one report that can join it to others. */
const MAX_INDICATORS_PER_REPORT = 12;

export interface GroupKey {
  /** `telegram:name`, `copy:<report id>` or `picture:<report id>`. */
  name: string;
  /** Null for copies of a text or picture. */
  indicator: Indicator | null;
  /** Numbers of the reports that have the key, ascending. */
  reports: number[];
}

/** Reports and keys have numbers from 0 on, in the order in which they were added. */
export class ReportKeys {
  /** Keys of copies come after those of indicators, once `addCopies` was called. */
  readonly keys: GroupKey[] = [];
  /** For each report the numbers of its keys. */
  readonly keysOfReport: number[][] = [];
  readonly #ids: string[] = [];
  readonly #keyOfIndicator = new Map<string, number>();
  readonly #texts = new TextCopies();
  readonly #pictures = new PictureCopies();

  add({ id, indicators, prints, picturePrint }: Groupable): void {
    const at = this.#ids.push(id) - 1;
    const own: number[] = [];
    this.keysOfReport.push(own);
    for (const indicator of indicators.slice(0, MAX_INDICATORS_PER_REPORT)) {
      const key = this.#keyOf(indicator);
      const { reports } = this.keys[key]!;
      // The report names it twice.
      if (reports.at(-1) === at) continue;
      reports.push(at);
      own.push(key);
    }
    this.#texts.add(at, prints);
    if (picturePrint != null) this.#pictures.add(at, picturePrint);
  }

  #keyOf(indicator: Indicator): number {
    const name = `${indicator.kind}:${indicator.value}`;
    let key = this.#keyOfIndicator.get(name);
    if (key === undefined) {
      key = this.keys.push({ name, indicator, reports: [] }) - 1;
      this.#keyOfIndicator.set(name, key);
    }
    return key;
  }

  /** Adds the keys of copied texts and pictures, once all reports were added. */
  addCopies(): void {
    for (const { first, members } of this.#texts.clusters()) this.#addCopy(`copy:${this.#ids[first]!}`, members);
    for (const members of this.#pictures.clusters()) this.#addCopy(`picture:${this.#ids[members[0]!]!}`, members);
  }

  #addCopy(name: string, reports: number[]): void {
    const key = this.keys.push({ name, indicator: null, reports }) - 1;
    for (const at of reports) this.keysOfReport[at]!.push(key);
  }
}
