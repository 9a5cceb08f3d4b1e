/**
 * Moves the focus to the element that replaces a clicked one, so that keyboards and screen readers continue there. The
 * focus moves in the same step as the page changes. A key pressed in between would reach a wrong element, or none.
 */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export function useFocusOnMount<T extends HTMLElement>(): RefObject<T | null> {
  const ref = useRef<T>(null);
  useLayoutEffect(() => ref.current?.focus(), []);
  return ref;
}

/**
 * Focuses the element when `count` has fallen and what had the focus went with it. An item goes with its button, for
 * example.
 */
export function useFocusOnFewer(ref: RefObject<HTMLElement | null>, count: number): void {
  const before = useRef(count);
  useLayoutEffect(() => {
    if (count < before.current && document.activeElement === document.body) ref.current?.focus();
    before.current = count;
  }, [count]);
}

/** @returns a function that names the element to focus after the next render */
export function useFocusNext(): (find: () => HTMLElement | null) => void {
  const next = useRef<(() => HTMLElement | null) | null>(null);
  useLayoutEffect(() => {
    const find = next.current;
    next.current = null;
    find?.()?.focus();
  });
  return (find) => {
    next.current = find;
  };
}

/** A button that is disabled while a task runs loses the focus in Chromium, for good. It has it again when the task has ended. */
export function useFocusAfterTask(isRunning: boolean): void {
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (isRunning) {
      before.current = document.activeElement;
      return;
    }
    const { current } = before;
    before.current = null;
    if (document.activeElement === document.body && current instanceof HTMLElement && current.isConnected)
      current.focus();
  }, [isRunning]);
}
