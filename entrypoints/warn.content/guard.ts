/** The guard before a dangerous step: which post it belongs to, and the one question that is open. */
import type { Verdict } from '../../utils/model/verdict.ts';
import { guardSteps, type StoppedStep } from '../../utils/page/guard-steps.ts';
import type { Finding } from '../../utils/page/handover.ts';

export interface Guard {
  /** The open question; null when there is none. */
  question(): { step: StoppedStep['step']; verdict: Verdict } | null;
  /** Puts the drawn question where the step was taken. */
  place(element: HTMLElement): void;
  /** The step is not taken. */
  leave(): void;
  /** The question is answered: what it was about, and the step to take. */
  open(): { id: string; goOn(): void } | null;
  stop(): void;
}

interface World {
  window: Window;
  findings(): readonly Finding[];
  /** The reader said before that this post may be opened, or that it is fine. */
  isSettled(id: string): boolean;
  changed(): void;
}

/** Distance to the click and to the edges of the window, pixels. */
const GAP = 10;

export function createGuard({ window, findings, isSettled, changed }: World): Guard {
  let stopped: { step: StoppedStep; finding: Finding } | null = null;

  /** The post that a step from this element answers: the one it stands in, else the page's own. */
  const postOf = (element: Element | null): Finding | null => {
    const around = element === null ? undefined : findings().findLast((finding) => holds(finding.element, element));
    const finding =
      around ?? findings().find(({ post, verdict }) => post.kind === 'detail' && verdict.level === 'danger') ?? null;
    return finding === null || finding.verdict.level !== 'danger' || isSettled(finding.post.id) ? null : finding;
  };
  const close = (): void => {
    stopped = null;
    changed();
  };
  const stop = guardSteps(
    window,
    (element) => postOf(element) !== null,
    (step) => {
      const finding = postOf(step.element);
      // One question at a time: what comes meanwhile is stopped and not asked about.
      if (finding === null || stopped !== null) return;
      stopped = { step, finding };
      changed();
    },
  );
  return {
    question: () => (stopped === null ? null : { step: stopped.step.step, verdict: stopped.finding.verdict }),
    place(element) {
      if (stopped === null) return;
      const { clientWidth, clientHeight } = window.document.documentElement;
      const height = Math.min(clientHeight, window.innerHeight);
      const { x, y } = stopped.step;
      const below = y + GAP + element.offsetHeight + GAP <= height;
      const top = below ? y + GAP : y - GAP - element.offsetHeight;
      const left = Math.min(x, clientWidth - element.offsetWidth - GAP);
      element.style.inset = `${Math.round(Math.max(GAP, top))}px auto auto ${Math.round(Math.max(GAP, left))}px`;
    },
    leave() {
      const element = stopped?.step.element as HTMLElement | null | undefined;
      close();
      element?.focus({ preventScroll: true });
    },
    open() {
      const was = stopped;
      close();
      return was === null ? null : { id: was.finding.post.id, goOn: () => was.step.goOn() };
    },
    stop,
  };
}

/** Whether `inner` stands in `outer`, shadow roots seen through. */
function holds(outer: Element, inner: Element): boolean {
  for (let node: Element | null = inner; node !== null;) {
    if (outer.contains(node)) return true;
    const root = node.getRootNode();
    node = 'host' in root ? (root as ShadowRoot).host : null;
  }
  return false;
}
