/** The guard before a dangerous step: which post it belongs to, and the one question that is open. */
import type { Verdict } from '../../utils/model/verdict.ts';
import { createClickInterceptor, type InterceptedAction } from '../../utils/overlay/click-interceptor.ts';
import type { Finding } from '../../utils/page-reader/overlay-state.ts';

export interface ContactPrompt {
  /** The open question; null when there is none. */
  question(): { action: InterceptedAction['action']; verdict: Verdict } | null;
  /** Puts the drawn question where the step was taken. */
  place(element: HTMLElement): void;
  /** The step is not taken. */
  dismiss(): void;
  /** The question is answered: what it was about, and the step to take. */
  confirm(): { id: string; resume(): void } | null;
  stop(): void;
}

interface ContactPromptDeps {
  window: Window;
  findings(): readonly Finding[];
  /** The reader said before that this post may be opened, or that it is fine. */
  isDecided(id: string): boolean;
  changed(): void;
}

/** Distance to the click and to the edges of the window, pixels. */
const GAP_PX = 10;

export function createContactPrompt({
  window,
  findings,
  isDecided: isSettled,
  changed,
}: ContactPromptDeps): ContactPrompt {
  let pending: { step: InterceptedAction; finding: Finding } | null = null;

  /** The post that a step from this element answers: the one it stands in, else the page's own. */
  const postOf = (element: Element | null): Finding | null => {
    const around =
      element === null ? undefined : findings().findLast((finding) => containsAcrossShadow(finding.element, element));
    const finding =
      around ?? findings().find(({ post, verdict }) => post.kind === 'detail' && verdict.level === 'danger') ?? null;
    return finding === null || finding.verdict.level !== 'danger' || isSettled(finding.post.id) ? null : finding;
  };
  const close = (): void => {
    pending = null;
    changed();
  };
  const stopIntercepting = createClickInterceptor(
    window,
    (element) => postOf(element) !== null,
    (step) => {
      const finding = postOf(step.element);
      // One question at a time: what comes meanwhile is stopped and not asked about.
      if (finding === null || pending !== null) return;
      pending = { step, finding };
      changed();
    },
  );
  return {
    question: () => (pending === null ? null : { action: pending.step.action, verdict: pending.finding.verdict }),
    place(element) {
      if (pending === null) return;
      const { clientWidth, clientHeight } = window.document.documentElement;
      const height = Math.min(clientHeight, window.innerHeight);
      const { x, y } = pending.step;
      const below = y + GAP_PX + element.offsetHeight + GAP_PX <= height;
      const top = below ? y + GAP_PX : y - GAP_PX - element.offsetHeight;
      const left = Math.min(x, clientWidth - element.offsetWidth - GAP_PX);
      element.style.inset = `${Math.round(Math.max(GAP_PX, top))}px auto auto ${Math.round(Math.max(GAP_PX, left))}px`;
    },
    dismiss() {
      const element = pending?.step.element as HTMLElement | null | undefined;
      close();
      element?.focus({ preventScroll: true });
    },
    confirm() {
      const confirmed = pending;
      close();
      return confirmed === null ? null : { id: confirmed.finding.post.id, resume: () => confirmed.step.resume() };
    },
    stop: stopIntercepting,
  };
}

/** Whether `inner` stands in `outer`, shadow roots seen through. */
function containsAcrossShadow(outer: Element, inner: Element): boolean {
  for (let node: Element | null = inner; node !== null;) {
    if (outer.contains(node)) return true;
    const root = node.getRootNode();
    node = 'host' in root ? (root as ShadowRoot).host : null;
  }
  return false;
}
