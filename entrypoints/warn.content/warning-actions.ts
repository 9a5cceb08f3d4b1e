/** What the controls of the overlay do. A click counts only where the reader could see what was clicked. */
import type { WarningsActions } from '../../components/warning/Warnings.tsx';
import { sendMessage } from '../../utils/messaging/content-messages.ts';
import { setReportedPost, type Finding } from '../../utils/page-reader/overlay-state.ts';
import type { Dismissal } from './last-dismissal.ts';
import type { OverlayParts } from './overlay-parts.ts';
import type { OverlayView } from './overlay-view.tsx';

/** @param view what the actions draw in; made after them */
export function createWarningActions(parts: OverlayParts, view: () => OverlayView): WarningsActions {
  const { posts, decisions, surfaces, panel, prompt, feedback, pictureButtons } = parts;
  const { runIfTrusted } = surfaces;

  /** Runs an action on a post that is still flagged. */
  const runForPost = (key: string, event: Event, run: (finding: Finding) => void): void =>
    runIfTrusted(event, () => {
      const finding = posts.get(key);
      if (finding !== undefined) run(finding);
    });
  const dismiss = (key: string, kind: Dismissal['kind'], event: Event): void =>
    runForPost(key, event, (finding) => {
      decisions.dismiss(finding, kind);
      panel.open(null);
      view().placeMarkers();
    });
  const worstUnplaced = (): string | null => {
    const unplaced = view().unplaced();
    return unplaced.find((key) => posts.get(key)?.verdict.level === 'danger') ?? unplaced[0] ?? null;
  };
  return {
    onMarker: surfaces.setMarker,
    onSurface: surfaces.setFixed,
    onDialog: surfaces.setDialog,
    onToggle: (key, event) => runIfTrusted(event, () => (panel.key() === key ? panel.collapse() : panel.open(key))),
    onStep: (step, event) => runIfTrusted(event, () => panel.openNext(step)),
    onCorner: (event) => runIfTrusted(event, () => panel.open(worstUnplaced())),
    onQuote: (key, { quote }, event) =>
      runForPost(key, event, (finding) => quote !== null && panel.showQuote(finding, quote)),
    onPictureButton: (key, event) => runIfTrusted(event, () => void pictureButtons.press(key)),
    onHelp: (event) => runIfTrusted(event, () => void sendMessage('help.open', null)),
    onReport: (key, purpose, event) => runForPost(key, event, (finding) => openReport(finding, purpose)),
    onFeedback: (key, answer, withText, event) =>
      runForPost(key, event, (finding) => void feedback.send(finding, answer, withText)),
    onPreview: (key) => feedback.preview(posts.get(key)),
    onFine: (key, event) => dismiss(key, 'fine', event),
    onHide: (key, event) => dismiss(key, 'hidden', event),
    onTell: (event) =>
      runIfTrusted(event, () => {
        const last = decisions.lastDismissal();
        if (last !== null) openReport(last.finding, 'wrong');
      }),
    onUndo: (event) =>
      runIfTrusted(event, () => {
        const finding = decisions.undo();
        if (finding === null) return;
        panel.open(posts.keyOf(finding));
        view().placeMarkers();
      }),
    onCancel: (event) => event.isTrusted && prompt.dismiss(),
    onContinue: (event) =>
      runIfTrusted(event, () => {
        const step = prompt.confirm();
        if (step === null) return;
        decisions.accept(step.id);
        step.resume();
      }),
  };
}

function openReport({ post, verdict }: Finding, purpose: 'report' | 'wrong' | 'dispute'): void {
  setReportedPost(post.id);
  void sendMessage('report.open', { post, verdict, wrong: purpose === 'wrong', dispute: purpose === 'dispute' });
}
