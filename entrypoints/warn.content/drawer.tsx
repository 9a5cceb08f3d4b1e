/** Draws the warnings of one page, keeps them by their posts and in sight, and carries out what the reader clicks. */
import { render } from 'preact';
import { Warnings, type WarningsState } from '../../components/warning/Warnings.tsx';
import { css, unknownTo } from '../../components/warning/styles.ts';
import { WordsContext } from '../../components/words.ts';
import { brand } from '../../utils/brand/current.ts';
import { themeOf } from '../../utils/brand/theme.ts';
import { createWords, type MessageBundle } from '../../utils/i18n/messages.ts';
import { ask, isAlive } from '../../utils/messaging/content.ts';
import { getHandover, type Drawer, type Finding } from '../../utils/page/handover.ts';
import { createCoverage } from '../../utils/page/coverage.ts';
import { createFollower } from '../../utils/page/follow.ts';
import { keepListening } from '../../utils/page/keep-listening.ts';
import { keepShown } from '../../utils/page/heal.ts';
import { createHostElement } from '../../utils/page/host-element.ts';
import { markQuote, type QuoteMark } from '../../utils/page/mark-quote.ts';
import { createSeen } from '../../utils/page/seen.ts';
import { isTrustedClick } from '../../utils/page/trusted-click.ts';
import { watchHost } from '../../utils/page/watch-host.ts';
import { unclobber } from '../../utils/page/unclobber.ts';
import { watchCopy } from '../../utils/page/watch-copy.ts';
import { createChoices } from './choices.ts';
import { createElementKeys } from './element-keys.ts';
import { createGuard } from './guard.ts';
import { settlePanel } from './settle-panel.ts';

/** Between two looks at whether all is still there, milliseconds. */
const PULSE = 1000;
const UNDO_FOR = 12_000;

const styles = unknownTo({ css, theme: themeOf(brand) });
const now = (): number => performance.now();

export function createDrawer(document: Document, bundle: MessageBundle, changed: () => void): Drawer {
  const window = document.defaultView as Window;
  const words = createWords(bundle);
  const host = createHostElement(document, styles.css);
  const seen = createSeen(document, host.element, now);
  const coverage = createCoverage();
  const keyOf = createElementKeys();
  const markers = new Map<string, HTMLElement>();
  /** Posts whose panel the reader folded, and posts whose warning they hid, by post id. */
  const folded = new Set<string>();
  const hidden = new Set<string>();
  let surface: HTMLElement | null = null;
  let question: HTMLElement | null = null;
  let watched = new Set<Element>();
  let findings: readonly Finding[] = [];
  let open: string | null = null;
  let undo: { finding: Finding; done: 'hidden' | 'fine'; timer: ReturnType<typeof setTimeout> } | null = null;
  let quote: QuoteMark | null = null;

  const followed = createFollower(
    document,
    host.element,
    () => draw(),
    () => afterMove(),
  );
  const healing = keepShown({ isShown: () => host.isShown() && !coverage.isCovered(), show: showAgain }, changed, now);

  function showAgain(): void {
    // Under a dialog nothing of ours takes clicks: lying over it would only be in the reader's way.
    // What fills the screen counts as modal too, and leaves room above it.
    if (host.isShown() && document.querySelector(':modal:not(:fullscreen), dialog:modal') !== null) return;
    host.show();
  }
  const keyed = (): { key: string; finding: Finding }[] =>
    findings.map((finding) => ({ key: keyOf(finding.element), finding }));
  const choices = createChoices(() => (draw(), place()));
  const visible = (): { key: string; finding: Finding }[] =>
    keyed().filter(({ finding: { post } }) => !hidden.has(post.id) && choices.get(post.id) !== 'fine');
  const guard = createGuard({
    window,
    findings: () => findings,
    isSettled: (id) => choices.get(id) !== null,
    changed: () => drawGuard(),
  });
  const findingOf = (key: string): Finding | undefined => keyed().find((one) => one.key === key)?.finding;

  const state = (): WarningsState => {
    const covered = followed.covered();
    return {
      warned: visible().map(({ key, finding }) => ({ key, verdict: finding.verdict })),
      open,
      cornered: visible()
        .filter(({ key, finding }) => covered.has(key) && finding.verdict.level === 'danger')
        .map(({ key }) => key),
      done: undo?.done ?? null,
      guard: guard.question(),
      marks: quote?.boxes() ?? [],
    };
  };
  const draw = (): void => {
    render(
      <WordsContext.Provider value={words}>
        <Warnings
          name={brand.name}
          publisher={brand.publisher}
          own={brand}
          theme={styles.theme}
          {...state()}
          {...actions}
        />
      </WordsContext.Provider>,
      host.root,
    );
    // A marker goes where its post goes, and opens only what can be closed again.
    const still = [surface, question].filter((element) => element !== null);
    const surfaces = new Set<Element>([...markers.values(), ...still]);
    for (const element of watched) if (!surfaces.has(element)) seen.unwatch(element);
    for (const element of surfaces) seen.watch(element, still.includes(element as HTMLElement));
    watched = surfaces;
    seen.nudge();
  };
  const drawGuard = (): void => {
    draw();
    if (question === null) return;
    guard.place(question);
    if (!host.isShown()) host.show();
    // The reader just acted: the answer at hand is to leave it.
    question.querySelector<HTMLElement>('.leave')?.focus({ preventScroll: true });
  };
  const afterMove = (): void => {
    if (quote === null) seen.nudge();
    else draw();
  };
  const settle = (): void => {
    const finding = open === null ? undefined : findingOf(open);
    if (finding !== undefined && surface !== null) settlePanel(surface, finding.element);
    seen.nudge();
  };
  const place = (): void => {
    followed.set(
      visible().flatMap(({ key, finding }) => {
        const marker = markers.get(key);
        return marker === undefined ? [] : [{ id: key, anchor: anchorOf(finding), element: finding.element, marker }];
      }),
    );
  };
  const openPanel = (key: string | null): void => {
    open = key;
    quote = null;
    draw();
    settle();
    followed.refresh();
  };
  const fold = (): void => {
    const finding = open === null ? undefined : findingOf(open);
    const marker = open === null ? undefined : markers.get(open);
    const hadFocus = surface?.contains(host.root.activeElement) === true;
    if (finding !== undefined) folded.add(finding.post.id);
    openPanel(null);
    if (hadFocus) marker?.focus({ preventScroll: true });
  };
  const forgetUndo = (): void => {
    if (undo !== null) clearTimeout(undo.timer);
    undo = null;
  };

  const report = ({ post, verdict }: Finding, as: 'report' | 'wrong' | 'dispute'): void => {
    const handover = getHandover();
    if (handover !== null) handover.reporting = post.id;
    void ask('report.open', { post, verdict, wrong: as === 'wrong', dispute: as === 'dispute' });
  };
  const putAway = (key: string, done: 'hidden' | 'fine'): void => {
    const finding = findingOf(key);
    if (finding === undefined) return;
    if (done === 'fine') choices.set(finding.post.id, 'fine');
    else hidden.add(finding.post.id);
    forgetUndo();
    undo = { finding, done, timer: setTimeout(() => (forgetUndo(), draw()), UNDO_FOR) };
    openPanel(null);
    place();
  };

  /** Runs it only for a person's click on something that was in plain sight. */
  const act = (event: Event, run: () => void): void => {
    const target = event.currentTarget as Element;
    const within = [...watched].find((element) => element.contains(target));
    if (within === undefined || !isTrustedClick(event, seen.seenFor(within))) {
      // If the page lies over us, come to the top; the next click then counts.
      if (within !== undefined && seen.isCovered(within)) host.show();
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
      surface = element;
    },
    onGuard(element: HTMLElement | null) {
      question = element;
    },
    onToggle: (key: string, event: Event) => act(event, () => (open === key ? fold() : openPanel(key))),
    onCorner: (event: Event) => act(event, () => openPanel(state().cornered[0] ?? null)),
    onQuote: (key: string, reason: { quote: string | null }, event: Event) =>
      act(event, () => {
        const finding = findingOf(key);
        if (finding === undefined || reason.quote === null) return;
        const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
        quote = markQuote(finding.element, reason.quote, calm);
        draw();
        settle();
      }),
    onHelp: (event: Event) => act(event, () => void ask('help.open', null)),
    onReport: (key: string, as: 'report' | 'dispute', event: Event) =>
      act(event, () => {
        const finding = findingOf(key);
        if (finding !== undefined) report(finding, as);
      }),
    onFine: (key: string, event: Event) => act(event, () => putAway(key, 'fine')),
    onHide: (key: string, event: Event) => act(event, () => putAway(key, 'hidden')),
    onTell: (event: Event) =>
      act(event, () => {
        if (undo !== null) report(undo.finding, 'wrong');
      }),
    onUndo: (event: Event) =>
      act(event, () => {
        if (undo === null) return;
        const { id } = undo.finding.post;
        if (undo.done === 'fine') choices.set(id, null);
        else hidden.delete(id);
        forgetUndo();
        draw();
        place();
      }),
    onLeave: (event: Event) => event.isTrusted && guard.leave(),
    onOpen: (event: Event) =>
      act(event, () => {
        const step = guard.open();
        if (step === null) return;
        choices.set(step.id, 'opened');
        step.goOn();
      }),
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !event.isTrusted) return;
    if (guard.question() !== null) guard.leave();
    else if (open !== null) fold();
  };
  // A window made smaller, or turned, must not cut off what can be done.
  const onResize = ({ isTrusted }: Event): void => {
    if (isTrusted) settle();
  };
  const look = (): void => {
    if (!isAlive()) return drawer.stop();
    unclobber(document);
    if (document.hidden || findings.length === 0) return;
    const important = surface ?? [...markers.values()].find((marker) => marker.style.visibility === 'visible');
    coverage.look(important !== undefined && seen.isCovered(important));
    healing.check();
    followed.move();
  };
  const pulse = setInterval(look, PULSE);
  const unwatch = watchHost(document, host.element, () => {
    if (findings.length > 0) healing.check();
  });
  const unlisten = keepListening(document, () => {
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('resize', onResize, { passive: true });
  });
  const unwatchCopy = watchCopy(
    document,
    () => findings,
    () => getHandover()?.copied(),
  );

  const drawer: Drawer = {
    show(wanted) {
      findings = wanted;
      choices.load(findings.map(({ post }) => post.id));
      if (open !== null && findingOf(open) === undefined) open = null;
      if (findings.length === 0) {
        draw();
        host.remove();
        return;
      }
      if (!host.element.isConnected) host.show();
      draw();
      place();
      if (open === null) {
        const first = visible().find(
          ({ finding }) =>
            finding.post.kind === 'detail' && finding.verdict.level === 'danger' && !folded.has(finding.post.id),
        );
        if (first !== undefined) openPanel(first.key);
      } else settle();
      healing.check();
    },
    drawn: () => (healing.isShown() ? findings.length : 0),
    stop() {
      clearInterval(pulse);
      unwatch();
      unwatchCopy();
      guard.stop();
      unlisten();
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('resize', onResize);
      forgetUndo();
      followed.stop();
      seen.stop();
      healing.stop();
      findings = [];
      render(null, host.root);
      host.remove();
    },
  };
  return drawer;
}

/** A title that has no box (hidden, or drawn by its parts) cannot carry a marker. */
function anchorOf({ anchor, element }: Finding): Element {
  return anchor.getClientRects().length > 0 ? anchor : element;
}
