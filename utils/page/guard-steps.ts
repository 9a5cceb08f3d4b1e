/**
 * Stops a dangerous step before it is taken, so that a question can be asked: by mouse, middle button, finger, keyboard,
 * a script's own click, or (Chromium) a script that sends the window elsewhere. A page that opens a new window by script
 * is not stopped: nothing in an extension's world sees that.
 */
import { keepListening } from './keep-listening.ts';
import { stepOf, stepOfAddress, type Step } from './dangerous-step.ts';

export interface StoppedStep {
  step: Step;
  /** The page's element, or null for a window sent elsewhere. */
  element: Element | null;
  /** Where the question goes, in window coordinates. */
  x: number;
  y: number;
  /** Does what was stopped. */
  goOn(): void;
}

/** Pressing one of these opens a link or a button that has the focus. */
const KEYS = new Set(['Enter', ' ']);
/** Everything on which a page may act before a click is one. Scrolling by touch goes on. */
const BEFORE = [
  'pointerdown',
  'mousedown',
  'pointerup',
  'mouseup',
  'touchend',
  'keydown',
  'keyup',
  'keypress',
  'dblclick',
];
const ACTS = ['click', 'auxclick', 'submit'];

/** @param isGuarded whether a step from this element is to be asked about; null: from the page as a whole */
export function guardSteps(
  window: Window,
  isGuarded: (element: Element | null) => boolean,
  ask: (stopped: StoppedStep) => void,
): () => void {
  let passing = false;

  const pass = (run: () => void): void => {
    passing = true;
    try {
      run();
    } finally {
      passing = false;
    }
  };
  const onEvent = (event: Event): void => {
    if (passing || (event instanceof KeyboardEvent && !KEYS.has(event.key))) return;
    if (event.type === 'auxclick' && (event as MouseEvent).button !== 1) return;
    const found = stepOf(event.composedPath());
    if (found === null || !isGuarded(found.element)) return;
    event.stopImmediatePropagation();
    const isAct = ACTS.includes(event.type);
    const isKey = event.type === 'keydown' && !(event as KeyboardEvent).repeat;
    if (isAct || isKey) event.preventDefault();
    if (!isAct && !isKey) return;
    const { element, step } = found;
    const mouse = event as MouseEvent;
    const aside = mouse.button === 1 || mouse.ctrlKey || mouse.metaKey || mouse.shiftKey;
    const box = element.getBoundingClientRect();
    const atPointer = isAct && (mouse.clientX > 0 || mouse.clientY > 0);
    const href = (element as HTMLAnchorElement).href;
    ask({
      step,
      element,
      x: atPointer ? mouse.clientX : box.x,
      y: atPointer ? mouse.clientY : box.bottom,
      goOn: () =>
        pass(() => {
          if (aside && /^https?:/u.test(href)) window.open(href, '_blank', 'noopener');
          else (element as HTMLElement).click();
        }),
    });
  };
  /** `location.href = …` by the page's script. */
  const onNavigate = (event: Event): void => {
    const { destination, cancelable } = event as Event & { destination?: { url: string } };
    const step = destination === undefined ? null : stepOfAddress(destination.url);
    if (passing || !event.isTrusted || step === null || !cancelable || !isGuarded(null)) return;
    event.preventDefault();
    const { url } = destination!;
    ask({
      step,
      element: null,
      x: window.innerWidth / 2,
      y: window.innerHeight / 3,
      goOn: () => pass(() => window.location.assign(url)),
    });
  };

  const { navigation } = window as { navigation?: EventTarget };
  const listen = (): void => {
    for (const type of [...BEFORE, ...ACTS]) window.addEventListener(type, onEvent, { capture: true });
    navigation?.addEventListener?.('navigate', onNavigate);
  };
  const unlisten = keepListening(window.document, listen);
  return () => {
    unlisten();
    for (const type of [...BEFORE, ...ACTS]) window.removeEventListener(type, onEvent, { capture: true });
    navigation?.removeEventListener?.('navigate', onNavigate);
  };
}
