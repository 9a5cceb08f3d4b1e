/**
 * Stops a contact action before it happens, so that the reader can be asked first. Covers mouse, middle button, touch,
 * keyboard, `click()` by script and, in Chromium, navigation by script. Does not cover `window.open` by script: an
 * isolated world cannot observe it.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { addPersistentListeners } from '../dom/persistent-listeners.ts';
import { contactControlOf, contactActionOfAddress, isTextField, type ContactAction } from './contact-action.ts';

export interface InterceptedAction {
  action: ContactAction;
  /** The page's element; null for a navigation by script. */
  element: Element | null;
  /** Where to show the question, in window coordinates. */
  x: number;
  y: number;
  /** Performs the action that was stopped. */
  resume(): void;
}

/** Keys that activate a focused link or button. */
const ACTIVATION_KEYS = new Set(['Enter', ' ']);
/** Events before a click on which a page may act. `touchstart` is not among them, so touch scrolling still works. */
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

function activate(element: Element): void {
  if (dom.isForm(element)) HTMLFormElement.prototype.requestSubmit.call(element);
  else if (element instanceof HTMLElement) HTMLElement.prototype.click.call(element);
  // A link in a drawing (SVG) has no such method.
  else element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true }));
}

/** @param shouldIntercept whether a step from this element is to be asked about; null: from the page as a whole */
export function createClickInterceptor(
  window: Window,
  shouldIntercept: (element: Element | null, action: ContactAction) => boolean,
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
    const [target] = event.composedPath();
    // A key that is written activates nothing around the field.
    if (event instanceof KeyboardEvent && target !== undefined && isTextField(target)) return;
    const control = contactControlOf(event.composedPath(), event.type === 'submit');
    if (control === null || !shouldIntercept(control.element, control.action)) return;
    event.stopImmediatePropagation();
    const isActivation = ACTIVATION_EVENTS.includes(event.type);
    const isKey = event.type === 'keydown' && !(event as KeyboardEvent).repeat;
    if (isActivation || isKey) event.preventDefault();
    if (!isActivation && !isKey) return;
    const { element, action, address } = control;
    const mouse = event as MouseEvent;
    const opensNewTab = mouse.button === 1 || mouse.ctrlKey || mouse.metaKey || mouse.shiftKey;
    const box = dom.getBoundingClientRect(element);
    const atPointer = isActivation && (mouse.clientX > 0 || mouse.clientY > 0);
    onIntercepted({
      action,
      element,
      x: atPointer ? mouse.clientX : box.x,
      y: atPointer ? mouse.clientY : box.bottom,
      resume: () =>
        resumeAction(() => {
          const { href } = element as HTMLAnchorElement;
          const target = typeof href === 'string' && href !== '' ? href : address;
          if (opensNewTab && /^https?:/u.test(target)) window.open(target, '_blank', 'noopener');
          else activate(element);
        }),
    });
  };
  /** `location.href = …` by the page's script. */
  const onNavigate = (event: Event): void => {
    const { destination, cancelable } = event as Event & { destination?: { url: string } };
    const action = destination === undefined ? null : contactActionOfAddress(destination.url);
    if (isResuming || !event.isTrusted || action === null || !cancelable || !shouldIntercept(null, action)) return;
    event.preventDefault();
    const { url } = destination!;
    onIntercepted({
      action,
      element: null,
      x: window.innerWidth / 2,
      y: window.innerHeight / 3,
      resume: () => resumeAction(() => window.location.assign(url)),
    });
  };

  const { navigation } = window as { navigation?: EventTarget };
  return addPersistentListeners(window.document, (signal) => {
    for (const type of [...PRECEDING_EVENTS, ...ACTIVATION_EVENTS])
      window.addEventListener(type, onEvent, { capture: true, signal });
    navigation?.addEventListener?.('navigate', onNavigate, { signal });
  });
}
