/** The cases of a desk: its open reports, grouped in the background. A newer grouping replaces one that still runs. */
import type { Case } from './case.ts';
import { groupReportsInSteps } from './grouping.ts';
import type { DeskReport } from './queue.ts';
import type { ReportFacts } from './report-facts.ts';

export interface DeskCasesDeps {
  /** Lets the page respond to its user; called every few milliseconds of work. */
  pause: () => Promise<void>;
  /** Called when a grouping begins, and when it has ended. */
  onChange: () => void;
}

export class DeskCases {
  readonly #deps: DeskCasesDeps;
  #found: readonly Case[] = [];
  /** Number of the newest grouping. An older one that ends later is dropped. */
  #latestRun = 0;
  #finishedRun = 0;

  constructor(deps: DeskCasesDeps) {
    this.#deps = deps;
  }

  /** The cases of the last grouping that ended. */
  get found(): readonly Case[] {
    return this.#found;
  }

  /** True while a grouping runs: `found` may not cover all reports. */
  get isSorting(): boolean {
    return this.#finishedRun !== this.#latestRun;
  }

  /** Disputes make cases of their own. Withdrawn reports and answers to "Was this right?" make none. */
  async group(reports: Iterable<DeskReport>): Promise<void> {
    const run = ++this.#latestRun;
    this.#deps.onChange();
    const open = [...reports]
      .filter(({ goneOn, facts }) => goneOn === '' && facts.kind !== 'feedback')
      .map(({ facts }) => facts);
    const disputes = await this.#groupPart(open.filter(({ kind }) => kind === 'dispute'));
    const others = await this.#groupPart(open.filter(({ kind }) => kind !== 'dispute'));
    if (run !== this.#latestRun) return;
    this.#found = [...disputes.map((each) => ({ ...each, id: `dispute ${each.id}` })), ...others];
    this.#finishedRun = run;
    this.#deps.onChange();
  }

  async #groupPart(reports: readonly ReportFacts[]): Promise<Case[]> {
    const steps = groupReportsInSteps(reports);
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      await this.#deps.pause();
    }
  }
}
