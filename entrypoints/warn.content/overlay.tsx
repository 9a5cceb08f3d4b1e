/** Draws the warnings of one frame, keeps them beside their posts and visible, and handles the reader's clicks. */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import { render } from 'preact';
import { Warnings, type WarningsState } from '../../components/warning/Warnings.tsx';
import { TranslatorContext } from '../../components/translator.ts';
import { takesReports } from '../../utils/brand/takes-reports.ts';
import { packagedBrand } from '../../utils/brand/packaged-brand.ts';
import type { FeedbackAnswer } from '../../utils/report/feedback-answer.ts';
import { createTranslator, type MessageBundle } from '../../utils/i18n/messages.ts';
import { sendMessage, isAlive } from '../../utils/messaging/content-messages.ts';
import { getOverlayState, type Overlay, type Finding } from '../../utils/page-reader/overlay-state.ts';
import { createCoverageTracker } from '../../utils/overlay/coverage-tracker.ts';
import { createMarkerFollower } from '../../utils/overlay/marker-follower.ts';
import { addPersistentListeners } from '../../utils/dom/persistent-listeners.ts';
import { createOverlayWatchdog } from '../../utils/overlay/overlay-watchdog.ts';
import { createOverlayHost } from '../../utils/overlay/overlay-host.ts';
import { markQuote, type QuoteMark } from '../../utils/overlay/mark-quote.ts';
import { createVisibleArea } from '../../utils/overlay/visible-area.ts';
import { createVisibilityTracker } from '../../utils/overlay/visibility-tracker.ts';
import { isTrustedClick } from '../../utils/overlay/trusted-click.ts';
import { watchHost } from '../../utils/overlay/watch-host.ts';
import { watchCopy } from '../../utils/overlay/watch-copy.ts';
import { createChoices } from './choices.ts';
import { createElementKeys } from './element-keys.ts';
import { createFeedback } from './feedback.ts';
import { keepFocus } from './keep-focus.ts';
import { createLastDismissal } from './last-dismissal.ts';
import { overlayCss, overlayTheme } from './overlay-styles.ts';
import { createPictureButtons } from './picture-buttons.ts';
import { createPostMarks } from './post-marks.ts';
import { hasSameContent } from './has-same-content.ts';
import { createContactPrompt } from './contact-prompt.ts';
import { positionPanel } from './position-panel.ts';

/** Time between two checks of the overlay, milliseconds. */
const CHECK_INTERVAL_MS = 1000;

const now = (): number => performance.now();

export function createOverlay(document: Document, bundle: MessageBundle, onChange: () => void): Overlay {
  const window = document.defaultView as Window;
  const translator = createTranslator(bundle);
  const host = createOverlayHost(document, overlayCss, packagedBrand.id);
  const visibility = createVisibilityTracker(document, host.isCovered, now);
  const coverage = createCoverageTracker();
  const keyOf = createElementKeys();
  const markers = new Map<string, HTMLElement>();
  const [collapsed, hidden, fine] = [createPostMarks(), createPostMarks(), createPostMarks()];
  let surface: HTMLElement | null = null;
  let dialog: HTMLElement | null = null;
  let trackedSurfaces = new Set<Element>();
  let findings: readonly Finding[] = [];
  let open: string | null = null;
  let quote: QuoteMark | null = null;

  const visibleArea = createVisibleArea(document, host.root, () => (draw(), placePanel()));
  const follower = createMarkerFollower(
    document,
    host.element,
    () => draw(),
    () => onMarkersMoved(),
  );
  const watchdog = createOverlayWatchdog(
    { isShown: () => host.isShown() && !coverage.isCovered(), show: host.restore },
    onChange,
    now,
  );

  /** Keeps the host where it takes clicks: in an open modal dialog. */
  const followDialogs = (): void => {
    if (host.follow([...prompt.elements(), ...findings.map(({ element }) => element)])) placePanel();
  };
  const keyedFindings = (): { key: string; finding: Finding }[] =>
    findings.map((finding) => ({ key: keyOf(finding.element), finding }));
  const choices = createChoices(() => (draw(), placeMarkers()));
  const visibleFindings = (): { key: string; finding: Finding }[] =>
    keyedFindings().filter(
      ({ finding }) => !hidden.has(finding) && !fine.has(finding) && choices.get(finding.post.id) !== 'fine',
    );
  const prompt = createContactPrompt({
    window,
    findings: () => findings,
    isInPost: (element) => getOverlayState()?.isInPost(element) === true,
    isDecided: (finding) => fine.has(finding) || choices.get(finding.post.id) !== null,
    onChange: () => drawPrompt(),
  });
  const undo = createLastDismissal(
    () => surface?.querySelector(':focus-visible') != null,
    () => draw(),
  );
  const feedback = createFeedback(() => open !== null && draw());
  const pictureButtons = createPictureButtons({
    keyOf,
    isWarned: (element) => findings.some((finding) => finding.element === element),
    onChange: () => drawPictureButtons(),
  });
  const findingOf = (key: string): Finding | undefined => keyedFindings().find((one) => one.key === key)?.finding;

  const state = (): WarningsState => {
    const unplaced = follower.unplaced();
    const openFinding = open === null ? undefined : findingOf(open);
    return {
      warned: visibleFindings().map(({ key, finding: { verdict, post } }) => ({ key, verdict, title: post.title })),
      open,
      unplaced: visibleFindings().flatMap(({ key }) => (unplaced.has(key) ? [key] : [])),
      dismissal: undo.current()?.kind ?? null,
      prompt: prompt.question(),
      feedback: openFinding === undefined ? null : feedback.stateOf(openFinding.post.id),
      pictureButtons: pictureButtons.shown(),
      highlights: quote?.rectangles() ?? [],
    };
  };
  const worstUnplaced = (): string | null => {
    const { unplaced } = state();
    return unplaced.find((key) => findingOf(key)?.verdict.level === 'danger') ?? unplaced[0] ?? null;
  };
  const renderWarnings = (): void =>
    render(
      <TranslatorContext.Provider value={translator}>
        <Warnings
          productName={packagedBrand.name}
          publisher={takesReports(packagedBrand) ? packagedBrand.publisher : null}
          brandHelp={packagedBrand}
          theme={overlayTheme(visibleArea.current(), window)}
          {...state()}
          {...actions}
        />
      </TranslatorContext.Provider>,
      host.root,
    );
  const mainControl = (): HTMLElement | null => surface?.querySelector<HTMLElement>('.main, .undo') ?? surface;
  const draw = (): void => {
    keepFocus(host.root, renderWarnings, mainControl);
    // Markers may move with their posts: what they open can be closed again.
    const fixedSurfaces = [surface, dialog].filter((element) => element !== null);
    const surfaces = new Set<Element>([...markers.values(), ...fixedSurfaces]);
    for (const element of trackedSurfaces) if (!surfaces.has(element)) visibility.untrack(element);
    for (const element of surfaces) visibility.track(element, fixedSurfaces.includes(element as HTMLElement));
    trackedSurfaces = surfaces;
    visibility.recheckSoon();
  };
  const drawPrompt = (): void => {
    draw();
    if (dialog === null) return;
    prompt.place(dialog, visibleArea.current());
    followDialogs();
    if (!host.isShown()) host.show();
    // The reader just acted, so focus goes to the safe answer.
    dialog.querySelector<HTMLElement>('.leave')?.focus({ preventScroll: true });
  };
  const onMarkersMoved = (): void => {
    if (quote === null) visibility.recheckSoon();
    else draw();
  };
  const placePanel = (): void => {
    const finding = open === null ? undefined : findingOf(open);
    if (finding !== undefined && surface !== null) positionPanel(surface, finding.element, visibleArea.current());
    visibility.recheckSoon();
  };
  // Runs between layout and painting, so a panel that grew past the window is never drawn there.
  const panelSize = new ResizeObserver(() => placePanel());
  const placeMarkers = (): void => {
    const warned = visibleFindings().flatMap(({ key, finding }) => {
      const marker = markers.get(key);
      const { anchor, element } = finding;
      return marker === undefined ? [] : [{ id: key, anchor, element, marker }];
    });
    follower.setPosts([...warned, ...pictureButtons.marked(markers)]);
  };
  const isEmpty = (): boolean => findings.length === 0 && pictureButtons.shown().length === 0;
  const drawPictureButtons = (): void => {
    if (!isEmpty() && !host.element.isConnected) host.show();
    draw();
    placeMarkers();
    if (isEmpty()) host.remove();
  };
  const openPanel = (key: string | null): void => {
    open = key;
    quote = null;
    draw();
    placePanel();
    follower.remeasure();
  };
  /**
   * Opens the next or previous warning in the order of the page, and scrolls to its post. After the last comes the
   * first.
   */
  const openNext = (step: -1 | 1): void => {
    const all = visibleFindings();
    const index = all.findIndex(({ key }) => key === open);
    const next = all.at((index + step) % all.length);
    if (next === undefined) return;
    const focused = surface?.contains(host.root.activeElement) === true ? host.root.activeElement?.className : null;
    dom.scrollIntoView(next.finding.anchor, { block: 'center', inline: 'nearest' });
    openPanel(next.key);
    if (focused != null) surface?.querySelector<HTMLElement>(`[class="${focused}"]`)?.focus({ preventScroll: true });
  };
  const collapsePanel = (): void => {
    const finding = open === null ? undefined : findingOf(open);
    const marker = open === null ? undefined : markers.get(open);
    const hadFocus = surface?.contains(host.root.activeElement) === true;
    if (finding !== undefined) collapsed.add(finding);
    openPanel(null);
    if (hadFocus) marker?.focus({ preventScroll: true });
  };
  const report = ({ post, verdict }: Finding, purpose: 'report' | 'wrong' | 'dispute'): void => {
    const overlayState = getOverlayState();
    if (overlayState !== null) overlayState.reportedPostId = post.id;
    void sendMessage('report.open', { post, verdict, wrong: purpose === 'wrong', dispute: purpose === 'dispute' });
  };
  const dismiss = (key: string, kind: 'hidden' | 'fine'): void => {
    const finding = findingOf(key);
    if (finding === undefined) return;
    if (kind === 'fine') choices.set(finding.post.id, 'fine');
    (kind === 'fine' ? fine : hidden).add(finding);
    undo.set({ finding, kind });
    openPanel(null);
    placeMarkers();
  };

  /** Runs an action only for a trusted click on a surface that was visible and uncovered. */
  const runIfTrusted = (event: Event, run: () => void): void => {
    const target = event.currentTarget as Element;
    const surfaceOfClick = [...trackedSurfaces].find((element) => element.contains(target));
    if (surfaceOfClick === undefined || !isTrustedClick(event, visibility.visibleForMs(surfaceOfClick))) {
      // If the page covers the surface, move above it; the next click then counts.
      if (surfaceOfClick !== undefined && visibility.isCovered(surfaceOfClick)) host.show();
      return;
    }
    run();
  };

  const actions = {
    onMarker(key: string, element: HTMLElement | null) {
      if (element === null) markers.delete(key);
      else markers.set(key, element);
    },
    onSurface(element: HTMLElement | null) {
      if (surface !== null) panelSize.unobserve(surface);
      surface = element;
      if (element !== null) panelSize.observe(element);
    },
    onDialog(element: HTMLElement | null) {
      dialog = element;
    },
    onToggle: (key: string, event: Event) =>
      runIfTrusted(event, () => (open === key ? collapsePanel() : openPanel(key))),
    onStep: (step: -1 | 1, event: Event) => runIfTrusted(event, () => openNext(step)),
    onCorner: (event: Event) => runIfTrusted(event, () => openPanel(worstUnplaced())),
    onQuote: (key: string, reason: { quote: string | null }, event: Event) =>
      runIfTrusted(event, () => {
        const finding = findingOf(key);
        if (finding === undefined || reason.quote === null) return;
        const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
        quote = markQuote(finding.element, reason.quote, calm);
        draw();
        placePanel();
      }),
    onPictureButton: (key: string, event: Event) => runIfTrusted(event, () => void pictureButtons.press(key)),
    onHelp: (event: Event) => runIfTrusted(event, () => void sendMessage('help.open', null)),
    onReport: (key: string, as: 'report' | 'dispute', event: Event) =>
      runIfTrusted(event, () => {
        const finding = findingOf(key);
        if (finding !== undefined) report(finding, as);
      }),
    onFeedback: (key: string, answer: FeedbackAnswer, withText: boolean, event: Event) =>
      runIfTrusted(event, () => {
        const finding = findingOf(key);
        if (finding !== undefined) void feedback.send(finding, answer, withText);
      }),
    onPreview: (key: string) => feedback.preview(findingOf(key)),
    onFine: (key: string, event: Event) => runIfTrusted(event, () => dismiss(key, 'fine')),
    onHide: (key: string, event: Event) => runIfTrusted(event, () => dismiss(key, 'hidden')),
    onTell: (event: Event) =>
      runIfTrusted(event, () => {
        const last = undo.current();
        if (last !== null) report(last.finding, 'wrong');
      }),
    onUndo: (event: Event) =>
      runIfTrusted(event, () => {
        const last = undo.current();
        if (last === null) return;
        const { finding, kind } = last;
        if (kind === 'fine') choices.set(finding.post.id, null);
        (kind === 'fine' ? fine : hidden).delete(finding);
        undo.clear();
        openPanel(keyOf(finding.element));
        placeMarkers();
      }),
    onCancel: (event: Event) => event.isTrusted && prompt.dismiss(),
    onContinue: (event: Event) =>
      runIfTrusted(event, () => {
        const step = prompt.confirm();
        if (step === null) return;
        choices.set(step.id, 'opened');
        step.resume();
      }),
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !event.isTrusted) return;
    if (prompt.question() !== null) prompt.dismiss();
    else if (open !== null) collapsePanel();
    else return;
    // Else it would close the page's dialog, too.
    event.preventDefault();
  };
  // After a resize the panel is placed again, so that all of its controls stay in the window.
  const onResize = ({ isTrusted }: Event): void => {
    if (isTrusted) placePanel();
  };
  const checkOverlay = (): void => {
    if (!isAlive()) return overlay.stop();
    if (document.hidden) return;
    host.undoZoom();
    visibleArea.refresh();
    pictureButtons.refresh();
    followDialogs();
    if (findings.length === 0) return follower.recheck();
    const important = surface ?? [...markers.values()].find((marker) => marker.style.visibility === 'visible');
    // Panel and corner button are fixed in the window: out of view, they are hidden. A marker may be scrolled out.
    const isHidden = surface !== null && visibility.isOutOfView(surface);
    coverage.record(isHidden || (important !== undefined && visibility.isCovered(important)));
    watchdog.check();
    follower.recheck();
  };
  const checkTimer = setInterval(checkOverlay, CHECK_INTERVAL_MS);
  const unwatch = watchHost(document, host.element, () => {
    followDialogs();
    if (findings.length > 0) watchdog.check();
  });
  const unlisten = addPersistentListeners(document, () => {
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('resize', onResize, { passive: true });
  });
  const unwatchCopy = watchCopy(
    document,
    () => findings,
    () => getOverlayState()?.onListedCopied(),
  );

  const overlay: Overlay = {
    host: host.element,
    show(wanted) {
      const before = open === null ? undefined : findingOf(open);
      findings = wanted;
      const after = open === null ? undefined : findingOf(open);
      // What is pressed now was meant for the former words.
      if (surface !== null && before !== undefined && after !== undefined && !hasSameContent(before.post, after.post))
        visibility.restart(surface);
      choices.load(findings.map(({ post }) => post.id));
      if (open !== null && findingOf(open) === undefined) open = null;
      pictureButtons.refresh();
      if (findings.length === 0) return drawPictureButtons();
      if (!host.element.isConnected) host.show();
      followDialogs();
      draw();
      placeMarkers();
      if (open === null) {
        const first = visibleFindings().find(
          ({ finding }) =>
            finding.post.kind === 'detail' && finding.verdict.level === 'danger' && !collapsed.has(finding),
        );
        if (first !== undefined) openPanel(first.key);
      } else placePanel();
      watchdog.check();
    },
    showPictureButtons: pictureButtons.set,
    openNext() {
      openNext(1);
      mainControl()?.focus({ preventScroll: true });
    },
    visibleCount() {
      if (!watchdog.isShown()) return 0;
      // The panel leads to every warning, the corner button to those without a place. Others are drawn beside their
      // posts, in view or where the reader can scroll to.
      return surface === null ? findings.length - state().unplaced.length : findings.length;
    },
    stop() {
      clearInterval(checkTimer);
      unwatch();
      unwatchCopy();
      prompt.stop();
      unlisten();
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('resize', onResize);
      undo.clear();
      panelSize.disconnect();
      follower.stop();
      visibleArea.stop();
      visibility.stop();
      watchdog.stop();
      findings = [];
      render(null, host.root);
      host.remove();
    },
  };
  return overlay;
}
