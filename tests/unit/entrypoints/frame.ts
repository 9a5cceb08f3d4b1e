/** A frame with the content scripts of the reader's extension, and a worker that answers their messages. */
import { JSDOM } from 'jsdom';
import { vi } from 'vitest';
import type { Envelope } from '../../../utils/contracts/messages.ts';
import { makeNavigation, type NavigationListeners } from '../made-navigation.ts';
import type { PostDetectorRules } from '../../../utils/sites/post-detector-rules.ts';

export const KNOWN_SITE: PostDetectorRules & { paused: boolean } = {
  adapter: 'board',
  roots: ['.job', 'a[href*="/job/"]'],
  rootParts: ['.job', 'a[href*="/job/"]'],
  shouldShowPosts: false,
  challengeSelectors: ['#challenge'],
  wallSelectors: ['.login'],
  wallTitles: ['just a moment'],
  paused: false,
};
export const UNKNOWN_SITE = { ...KNOWN_SITE, adapter: null, roots: [], rootParts: [], wallSelectors: [] };
/** Words without any sign of a job, longer than a page that is still empty. */
export const NEWS = `<p>${'The river rose again in the night. '.repeat(80)}</p>`;

export interface Frame {
  document: Document;
  /** Names of the messages that the scripts sent. */
  sent: string[];
  /** Answers by name; null: the worker does not answer. */
  answers: Record<string, unknown>;
  /** Sends a message from the extension to the frame. */
  receive(name: string, data: unknown): unknown;
  /** Takes the extension's API away, as a reload of the extension does, or gives it back. */
  setAlive(isAlive: boolean): void;
  /** Gives the window the Navigation API. @returns reports a change of the address, as the browser does */
  addNavigation(): { (): void; isUsed(): boolean };
  /** Reports to the observers of sizes that those that they watch changed. @returns how many elements are watched */
  resize(): number;
  /** Runs timers and what waits for answers. */
  run(milliseconds: number): Promise<void>;
}

/** Times are faked until `vi.useRealTimers`. */
export function createFrame(body: string, answers: Record<string, unknown>, url = 'https://a.example/x'): Frame {
  vi.useFakeTimers();
  const { window } = new JSDOM(`<!doctype html><html><head></head><body>${body}</body></html>`, {
    url,
    pretendToBeVisual: true,
  });
  window.Element.prototype.checkVisibility = () => true;
  const sent: string[] = [];
  type Listener = (message: unknown, sender: unknown, respond: (answer: { value: unknown }) => void) => void;
  const listeners = new Set<Listener>();
  const runtime: { id?: string; sendMessage: unknown; onMessage: unknown } = {
    id: 'us',
    sendMessage: async ({ name }: Envelope) => {
      sent.push(name);
      const value = answers[name] ?? null;
      return value === null ? undefined : { ok: true, value: structuredClone(value) };
    },
    onMessage: {
      addListener: (listener: Listener) => listeners.add(listener),
      removeListener: (listener: Listener) => listeners.delete(listener),
    },
  };
  const resized = new Map<() => void, Set<Element>>();
  class ResizeObserver {
    private readonly call: () => void;
    constructor(call: () => void) {
      this.call = call;
      resized.set(call, new Set());
    }
    observe(element: Element): void {
      resized.get(this.call)!.add(element);
    }
    disconnect(): void {
      resized.delete(this.call);
    }
  }
  const scope = {
    chrome: { runtime },
    ResizeObserver,
    window,
    document: window.document,
    MutationObserver: window.MutationObserver,
    AbortController: window.AbortController,
    requestIdleCallback: (call: () => void) => setTimeout(call, 50),
  };
  for (const [name, value] of Object.entries(scope)) vi.stubGlobal(name, value);
  return {
    document: window.document,
    sent,
    answers,
    receive(name, data) {
      let answer: unknown;
      for (const listener of listeners) listener({ name, data }, { id: 'us' }, ({ value }) => (answer = value));
      return answer;
    },
    setAlive: (isAlive) => (isAlive ? (runtime.id = 'us') : delete runtime.id),
    addNavigation() {
      const listeners: NavigationListeners = new Set();
      let isUsed = false;
      const get = (): object => ((isUsed = true), makeNavigation(listeners));
      Object.defineProperty(window, 'navigation', { get });
      const navigate = (): void => listeners.forEach((listener) => listener({ isTrusted: true }));
      return Object.assign(navigate, { isUsed: () => isUsed });
    },
    resize() {
      const watched = [...resized].filter(([, elements]) => elements.size > 0);
      for (const [call] of watched) call();
      return watched.reduce((sum, [, elements]) => sum + elements.size, 0);
    },
    run: async (milliseconds) => void (await vi.advanceTimersByTimeAsync(milliseconds)),
  };
}

/** Removes what the scripts left in the frame. */
export function removeFrame(): void {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  for (const key of ['scan', 'reading', 'overlay'].map((name) => Symbol.for(`joblantern.${name}`))) {
    delete (globalThis as Record<symbol, unknown>)[key];
  }
}
