/** Begins and pauses the reading of a page: whether it is in front of the reader, may be read, and shows another address. */
import { isAlive } from '../../utils/messaging/content-messages.ts';
import { observeChanges, type ChangeObserver, type ObserveOptions } from '../../utils/page-reader/observe-changes.ts';
import type { PageAccess } from './page-access.ts';
import type { PostReader } from './post-reader.ts';
import type { ShownWarnings } from './shown-warnings.ts';
import type { SummaryReporter } from './summary-reporter.ts';

/** Time for a page to fill before a page without posts is reported as unreadable, milliseconds. */
const SETTLE_MS = 2500;

export interface PageReading {
  isReading(): boolean;
  /** Whether the page had time to fill. */
  isSettled(): boolean;
  /** Observes a shadow root as well. */
  watch(root: ShadowRoot): void;
  /** Reads the page and then what changes in it, unless that goes on already or is not allowed. */
  start(): void;
  /** Goes on with `start`. Warnings stay. */
  pause(): void;
  /** @param isPaused the reader paused the extension for this page: warnings go, too */
  setPaused(isPaused: boolean): void;
  /** Reads the page again where its address changed without a reload. @returns whether it changed */
  followAddress(): boolean;
  stop(): void;
}

export interface PageReadingOptions {
  /** The page had time to fill before this script started. */
  isSettled: boolean;
  /** The general finder may run before the page had time to fill. */
  mayUseFinder: boolean;
}

interface PageReadingDeps {
  document: Document;
  options: PageReadingOptions;
  access: PageAccess;
  reader: PostReader;
  warnings: ShownWarnings;
  reporter: SummaryReporter;
  /** Called with the first changes after a calm. */
  onCalmEnd: NonNullable<ObserveOptions['onCalmEnd']>;
  /** Shows what was read, or ends everything where the extension was reloaded. */
  update(): void;
}

export function createPageReading(deps: PageReadingDeps): PageReading {
  const { document, access, reader, warnings, reporter } = deps;
  let observer: ChangeObserver | null = null;
  let isSettled = false;
  let isStopped = false;
  let settleTimer: ReturnType<typeof setTimeout> | undefined;

  const waitUntilSettled = (delayMs: number): void => {
    isSettled = false;
    clearTimeout(settleTimer);
    settleTimer = setTimeout(() => {
      isSettled = true;
      reader.settle();
      reporter.report();
    }, delayMs);
  };
  const start = (): void => {
    if (observer !== null || document.hidden || !access.mayRead()) return;
    observer = observeChanges(
      document,
      (changes) => {
        if (!isAlive()) return deps.update();
        if (!followAddress()) reader.apply(changes);
      },
      { onCalmEnd: deps.onCalmEnd },
    );
    waitUntilSettled(deps.options.isSettled ? 0 : SETTLE_MS);
    reader.readAll();
    if (deps.options.mayUseFinder) reader.settle();
    deps.update();
  };
  const pause = (): void => {
    observer?.stop();
    observer = null;
    reader.stop();
    clearTimeout(settleTimer);
  };
  const hideWarnings = (): void => {
    pause();
    warnings.show([], []);
    reporter.report();
  };
  const setPaused = (isPaused: boolean): void => {
    access.setPaused(isPaused);
    if (isPaused) hideWarnings();
    else start();
  };
  const requestAccess = async (): Promise<void> => {
    const isPaused = await access.request();
    if (isPaused !== null && !isStopped) setPaused(isPaused);
  };
  const followAddress = (): boolean => {
    if (!access.follow()) return false;
    if (access.isPrivate()) {
      reader.store.clear();
      hideWarnings();
    } else if (observer === null) start();
    else {
      waitUntilSettled(SETTLE_MS);
      reader.readAgain();
    }
    void requestAccess();
    return true;
  };
  return {
    isReading: () => observer !== null,
    isSettled: () => isSettled,
    watch: (root) => observer?.add(root),
    start,
    pause,
    setPaused,
    followAddress,
    stop() {
      isStopped = true;
      pause();
    },
  };
}
