/** The question before a contact action: which post the action belongs to, and the one open question. */
import { containsAcrossShadow } from '../../utils/dom/shadow-roots.ts';
import type { Rectangle } from '../../utils/dom/rectangle.ts';
import type { Verdict } from '../../utils/model/verdict.ts';
import type { ContactAction } from '../../utils/overlay/contact-action.ts';
import { createClickInterceptor, type InterceptedAction } from '../../utils/overlay/click-interceptor.ts';
import { drawableArea } from '../../utils/overlay/visible-area.ts';
import type { Finding } from '../../utils/page-reader/overlay-state.ts';

export interface ContactPrompt {
  /** The open question; null when there is none. */
  question(): { action: InterceptedAction['action']; verdict: Verdict } | null;
  /** The element of the action that the open question is about. */
  elements(): Element[];
  /** Places the drawn dialog where the action happened. @param visibleArea part of the window that the reader sees; null for all of it */
  place(element: HTMLElement, visibleArea: Rectangle | null): void;
  /** Cancels the action. */
  dismiss(): void;
  /** Confirms the action. @returns the post's id and a function that performs the action; null without a question */
  confirm(): { id: string; resume(): void } | null;
  stop(): void;
}

interface ContactPromptDeps {
  window: Window;
  findings(): readonly Finding[];
  /** Whether an element is in a post, flagged or not. */
  isInPost(element: Element): boolean;
  /** Whether the reader already decided on this post. */
  isDecided(finding: Finding): boolean;
  onChange(): void;
}

/** Distance to the click and to the edges of the window, pixels. */
const GAP_PX = 10;

export function createContactPrompt(deps: ContactPromptDeps): ContactPrompt {
  const { window, findings, isDecided, onChange } = deps;
  let pending: { step: InterceptedAction; finding: Finding } | null = null;

  const mainPost = (): Finding | undefined =>
    findings().find(({ post, verdict }) => post.kind === 'detail' && verdict.level === 'danger');
  /** The flagged post that an action on this element answers: the post around it, or else the page's main post. */
  const postOf = (element: Element | null, action: ContactAction): Finding | null => {
    const around =
      element === null ? undefined : findings().findLast((finding) => containsAcrossShadow(finding.element, element));
    // "Apply" in an honest post beside the main one. A chat is asked about anywhere: a page can put it into such a post.
    const isOfOther = around === undefined && element !== null && action === 'apply' && deps.isInPost(element);
    const finding = around ?? (isOfOther ? undefined : mainPost()) ?? null;
    return finding === null || finding.verdict.level !== 'danger' || isDecided(finding) ? null : finding;
  };
  const close = (): void => {
    pending = null;
    onChange();
  };
  const stopIntercepting = createClickInterceptor(
    window,
    (element, action) => postOf(element, action) !== null,
    (step) => {
      const finding = postOf(step.element, step.action);
      // One question at a time: further actions are stopped without a question.
      if (finding === null || pending !== null) return;
      pending = { step, finding };
      onChange();
    },
  );
  return {
    question: () => (pending === null ? null : { action: pending.step.action, verdict: pending.finding.verdict }),
    elements: () => [pending?.step.element ?? []].flat(),
    place(element, visibleArea) {
      if (pending === null) return;
      const view = drawableArea(window.document, visibleArea);
      const { x, y } = pending.step;
      const isBelow = y + GAP_PX + element.offsetHeight + GAP_PX <= view.y + view.height;
      const top = isBelow ? y + GAP_PX : y - GAP_PX - element.offsetHeight;
      const left = Math.min(x, view.x + view.width - element.offsetWidth - GAP_PX);
      const [minTop, minLeft] = [view.y + GAP_PX, view.x + GAP_PX];
      element.style.inset = `${Math.round(Math.max(minTop, top))}px auto auto ${Math.round(Math.max(minLeft, left))}px`;
    },
    dismiss() {
      const element = pending?.step.element as HTMLElement | null | undefined;
      close();
      if (element != null) HTMLElement.prototype.focus.call(element, { preventScroll: true });
    },
    confirm() {
      const confirmed = pending;
      close();
      return confirmed === null ? null : { id: confirmed.finding.post.id, resume: () => confirmed.step.resume() };
    },
    stop: stopIntercepting,
  };
}
