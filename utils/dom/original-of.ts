/**
 * The nodes of the page that copies of it stand for: only those are drawn. Kept on the global object of the extension's
 * isolated world. One script copies the page. The finder, a script with its own copy of this module, reads the copy.
 */
const KEY = Symbol.for('joblantern.originals');

function originals(): WeakMap<Node, Node> {
  const scope = globalThis as { [KEY]?: WeakMap<Node, Node> };
  return (scope[KEY] ??= new WeakMap());
}

export function noteCopy(copy: Node, original: Node): void {
  originals().set(copy, original);
}

/** The node of the page that a copy stands for; any other node itself. */
export function originalOf<T extends Node>(node: T): T {
  return (originals().get(node) as T | undefined) ?? node;
}
