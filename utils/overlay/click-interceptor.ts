/**
 * Stops a dangerous step before it is taken, so that a question can be asked: by mouse, middle button, finger, keyboard,
 * a script's own click, or (Chromium) a script that sends the window elsewhere. A page that opens a new window by script
 * is not stopped: nothing in an extension's world sees that.
 */
import { addPersistentListeners } from '../dom/persistent-listeners.ts';
import { contactControlOf, contactActionOfAddress, type ContactAction } from './contact-action.ts';

export interface InterceptedAction {
  action: ContactAction;
  /** The page's element, or null for a window sent elsewhere. */
  element: Element | null;
  /** Where the question goes, in window coordinates. */
  x: number;
  y: number;
  /** Does what was stopped. */
  resume(): void;
}

/** Pressing one of these opens a link or a button that has the focus. */
const ACTIVATION_KEYS = new Set(['Enter', ' ']);
/** Everything on which a page may act before a click is one. Scrolling by touch goes on. */
const PRECEDING_EVENTS = [
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
const ACTIVATION_EVENTS = ['click', 'auxclick', 'submit'];

/** @param shouldIntercept whether a step from this element is to be asked about; null: from the page as a whole */
export function createClickInterceptor(
  window: Window,
  shouldIntercept: (element: Element | null) => boolean,
  onIntercepted: (stopped: InterceptedAction) => void,
): () => void {
  let isResuming = false;

  const resumeAction = (run: () => void): void => {
    isResuming = true;
    try {
      run();
    } finally {
      isResuming = false;
    }
  };
  const onEvent = (event: Event): void => {
    if (isResuming || (event instanceof KeyboardEvent && !ACTIVATION_KEYS.has(event.key))) return;
    if (event.type === 'auxclick' && (event as MouseEvent).button !== 1) return;
    const control = contactControlOf(event.composedPath());
    if (control === null || !shouldIntercept(control.element)) return;
    event.stopImmediatePropagation();
    const isActivation = ACTIVATION_EVENTS.includes(event.type);
    const isKey = event.type === 'keydown' && !(event as KeyboardEvent).repeat;
    if (isActivation || isKey) event.preventDefault();
    if (!isActivation && !isKey) return;
    const { element, action: step } = control;
    const mouse = event as MouseEvent;
    const opensNewTab = mouse.button === 1 || mouse.ctrlKey || mouse.metaKey || mouse.shiftKey;
    const box = element.getBoundingClientRect();
    const atPointer = isActivation && (mouse.clientX > 0 || mouse.clientY > 0);
    const href = (element as HTMLAnchorElement).href;
    onIntercepted({
      action: step,
      element,
      x: atPointer ? mouse.clientX : box.x,
      y: atPointer ? mouse.clientY : box.bottom,
      resume: () =>
        resumeAction(() => {
          if (opensNewTab && /^https?:/u.test(href)) window.open(href, '_blank', 'noopener');
          else (element as HTMLElement).click();
        }),
    });
  };
  /** `location.href = …` by the page's script. */
  const onNavigate = (event: Event): void => {
    const { destination, cancelable } = event as Event & { destination?: { url: string } };
    const step = destination === undefined ? null : contactActionOfAddress(destination.url);
    if (isResuming || !event.isTrusted || step === null || !cancelable || !shouldIntercept(null)) return;
    event.preventDefault();
    const { url } = destination!;
    onIntercepted({
      action: step,
      element: null,
      x: window.innerWidth / 2,
      y: window.innerHeight / 3,
      resume: () => resumeAction(() => window.location.assign(url)),
    });
  };

  const { navigation } = window as { navigation?: EventTarget };
  const listen = (): void => {
    for (const type of [...PRECEDING_EVENTS, ...ACTIVATION_EVENTS])
      window.addEventListener(type, onEvent, { capture: true });
    navigation?.addEventListener?.('navigate', onNavigate);
  };
  const unlisten = addPersistentListeners(window.document, listen);
  return () => {
    unlisten();
    for (const type of [...PRECEDING_EVENTS, ...ACTIVATION_EVENTS])
      window.removeEventListener(type, onEvent, { capture: true });
    navigation?.removeEventListener?.('navigate', onNavigate);
  };
}
