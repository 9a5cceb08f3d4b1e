/**
 * What the desk's page does now: one task at a time, and beside it one decision. A fetch may take minutes. What a moderator decides
 * meanwhile must neither be dropped nor wait, for the desk may lock itself.
 */
import type { Notice } from './DeskPage.tsx';

export interface DeskTasksDeps {
  onChange: () => void;
  noticeFor: (error: unknown) => Notice;
}

export class DeskTasks {
  readonly #deps: DeskTasksDeps;
  #isBusy = false;
  #isDeciding = false;
  #notice: Notice | null = null;

  constructor(deps: DeskTasksDeps) {
    this.#deps = deps;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** A decision is being kept: a second press is the same press. */
  get isDeciding(): boolean {
    return this.#isDeciding;
  }

  get notice(): Notice | null {
    return this.#notice;
  }

  /** Runs one task; does nothing while another runs. An error becomes the notice. */
  async run(work: () => Promise<Notice | null>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#notice = null;
    this.#deps.onChange();
    const ended = await this.#noticeOf(work);
    this.#isBusy = false;
    this.showProgress(ended);
  }

  /** Runs one decision, also beside a task. */
  async decide(work: () => Promise<Notice | null>): Promise<void> {
    if (this.#isDeciding) return;
    this.#isDeciding = true;
    this.#notice = null;
    this.#deps.onChange();
    this.#notice = await this.#noticeOf(work);
    this.#isDeciding = false;
    this.#deps.onChange();
  }

  /** Shows how far a task is, unless a decision failed meanwhile: that stays in view. */
  showProgress(notice: Notice | null): void {
    if (this.#notice?.isProblem !== true) this.#notice = notice;
    this.#deps.onChange();
  }

  async #noticeOf(work: () => Promise<Notice | null>): Promise<Notice | null> {
    try {
      return await work();
    } catch (error) {
      return this.#deps.noticeFor(error);
    }
  }
}
