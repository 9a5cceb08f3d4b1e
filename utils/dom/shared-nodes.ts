/**
 * What the scripts of one frame must know of the same nodes: the finder is a script of its own, with its own copies of the
 * modules that read text. So both facts are kept on the global object of the extension's isolated world.
 */
interface SharedNodes {
  /** Text nodes that are left out. */
  unread: ReadonlySet<Node>;
  /** Nodes of copied pages, with the nodes of the page that they stand for: only those are drawn. */
  originals: WeakMap<Node, Node>;
}

const KEY = Symbol.for('joblantern.nodes');
const NO_TEXTS: ReadonlySet<Node> = new Set();

function sharedNodes(): SharedNodes {
  const scope = globalThis as { [KEY]?: SharedNodes };
  return (scope[KEY] ??= { unread: NO_TEXTS, originals: new WeakMap() });
}

/** Calls `read`, in which texts are read without these nodes, and without those that are left out already. */
export function readWithout<T>(texts: ReadonlySet<Node>, read: () => T): T {
  const shared = sharedNodes();
  const before = shared.unread;
  shared.unread = before.size === 0 ? texts : new Set([...before, ...texts]);
  try {
    return read();
  } finally {
    shared.unread = before;
  }
}

/** A test whether a text node is left out, itself or in the page that was copied. */
export function unreadTest(): (text: Node) => boolean {
  const { unread } = sharedNodes();
  return unread.size === 0 ? () => false : (text) => unread.has(text) || unread.has(originalOf(text));
}

export function noteCopy(copy: Node, original: Node): void {
  sharedNodes().originals.set(copy, original);
}

/** The node of the page that a copy stands for; any other node itself. */
export function originalOf<T extends Node>(node: T): T {
  return (sharedNodes().originals.get(node) as T | undefined) ?? node;
}
