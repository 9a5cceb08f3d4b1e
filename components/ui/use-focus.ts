/**
 * Moves the focus to what has just come in place of what was clicked, so that keyboards and screen readers go on from
 * there. It moves in the same step as the page changes, never a moment later: a key pressed in between would reach the
 * control that was left, or be lost.
 */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export function useFocusOnMount<T extends HTMLElement>(): RefObject<T | null> {
  const ref = useRef<T>(null);
  useLayoutEffect(() => ref.current?.focus(), []);
  return ref;
}

/** Gives a function that says where the focus goes once the next drawing stands. */
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
