/**
 * Leaves texts out of what is read. They are kept on the global object of the extension's isolated world. The finder is
 * a script of its own, with its own copies of the modules that read text.
 */
import { originalOf } from './original-of.ts';

const KEY = Symbol.for('joblantern.unread-texts');
const NO_TEXTS: ReadonlySet<Node> = new Set();
const shared = globalThis as { [KEY]?: ReadonlySet<Node> };

/** Calls `read`, in which texts are read without these nodes, and without those that are left out already. */
export function readWithout<T>(texts: ReadonlySet<Node>, read: () => T): T {
  const before = shared[KEY] ?? NO_TEXTS;
  shared[KEY] = before.size === 0 ? texts : new Set([...before, ...texts]);
  try {
    return read();
  } finally {
    shared[KEY] = before;
  }
}

/** A test whether a text node is left out, itself or in the page that was copied. */
export function unreadTest(): (text: Node) => boolean {
  const unread = shared[KEY] ?? NO_TEXTS;
  return unread.size === 0 ? () => false : (text) => unread.has(text) || unread.has(originalOf(text));
}
