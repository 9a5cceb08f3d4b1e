/**
 * The size of the part of the window in which a document is drawn. Without its scroll bars, where the browser tells
 * them.
 */
import type { Size } from './rectangle.ts';

export function windowSize(document: Document): Size {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  if (!isQuirky(document)) return { width, height };
  // In quirks mode the root tells the size of its own box.
  const { innerWidth, innerHeight } = document.defaultView as Window;
  return { width: innerWidth, height: innerHeight };
}

/** Whether a document without a doctype is laid out as in the time before standards. */
export function isQuirky(document: Document): boolean {
  return document.compatMode === 'BackCompat';
}
