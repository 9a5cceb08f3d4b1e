/**
 * Finds remote code, as the stores define it: code loaded from another host or made from text. Scripts are parsed, so that
 * words in texts and comments do not count.
 */
import { parseAst } from 'vite';

interface Node {
  type: string;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** One line for each fault. */
export function scriptFaults(code: string): string[] {
  const faults: string[] = [];
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) look(each);
    if (!isNode(value)) return;
    const fault = faultOf(value);
    if (fault !== null) faults.push(fault);
    for (const [key, child] of Object.entries(value)) if (key !== 'parent') look(child);
  };
  look(parseAst(code));
  return faults;
}

function faultOf(node: Node): string | null {
  if (node.type === 'ImportExpression' || node.type === 'ImportDeclaration')
    return foreign('import', textOf(node['source']));
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return null;
  const name = nameOf(node['callee']);
  const [first] = (node['arguments'] ?? []) as unknown[];
  if (name === 'eval') return 'eval(...) runs text as code';
  if (name === 'Function') return 'Function(...) makes code from text';
  if (name === 'importScripts') return foreign('importScripts', textOf(first));
  if ((name === 'setTimeout' || name === 'setInterval') && textOf(first) !== null)
    return `${name}(text) runs text as code`;
  return null;
}

function foreign(how: string, address: string | null): string | null {
  return address !== null && /^(?:https?:)?\/\//iu.test(address)
    ? `${how} of ${address} loads code from another host`
    : null;
}

/** `eval`, and `window.eval` and the like. */
function nameOf(callee: unknown): string | null {
  if (!isNode(callee)) return null;
  if (callee.type === 'Identifier') return String(callee['name']);
  const holder = callee['object'];
  if (callee.type !== 'MemberExpression' || !isNode(holder) || !isNode(callee['property'])) return null;
  return /^(?:window|self|globalThis)$/u.test(String(holder['name'])) ? String(callee['property']['name']) : null;
}

/** The value of a string literal; null for anything else. */
function textOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  const quasis = node['quasis'] as { value?: { cooked?: string } }[] | undefined;
  return node.type === 'TemplateLiteral' ? (quasis?.[0]?.value?.cooked ?? null) : null;
}
