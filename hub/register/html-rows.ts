/** Rows of the tables of an HTML page, read by parse5. */
import { defaultTreeAdapter as tree, parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Row } from './table.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** Returns the rows of each table, outer tables first. A cell that spans columns fills them all. */
export function htmlTables(text: string): Row[][] {
  const tables: Row[][] = [];
  walk(parse(text).childNodes, (element) => {
    if (element.tagName === 'table') tables.push(rowsOf(element));
  });
  return tables;
}

function rowsOf(table: DefaultTreeAdapterTypes.Element): Row[] {
  const rows: Row[] = [];
  walk(table.childNodes, (element) => {
    if (element.tagName !== 'tr') return;
    const cells = element.childNodes.flatMap((cell): string[] => {
      if (!tree.isElementNode(cell) || (cell.tagName !== 'td' && cell.tagName !== 'th')) return [];
      const span = Number(cell.attrs.find(({ name }) => name === 'colspan')?.value ?? 1);
      const columns = Number.isInteger(span) && span > 0 && span < 50 ? span : 1;
      return [textOf(cell), ...Array.from({ length: columns - 1 }, () => '')];
    });
    rows.push({ place: `row ${rows.length + 1}`, cells });
  });
  return rows;
}

function walk(nodes: readonly Node[], visit: (element: DefaultTreeAdapterTypes.Element) => void): void {
  const waiting = [...nodes].toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!tree.isElementNode(node)) continue;
    visit(node);
    for (const child of node.childNodes.toReversed()) waiting.push(child);
  }
}

/** A list instead of recursion: elements of a foreign page may be nested without end. */
function textOf(element: DefaultTreeAdapterTypes.Element): string {
  let text = '';
  const waiting: Node[] = element.childNodes.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (tree.isTextNode(node)) text += node.value;
    else if (!tree.isElementNode(node) || node.tagName === 'script' || node.tagName === 'style') continue;
    else if (node.tagName === 'br') text += '\n';
    else for (const child of node.childNodes.toReversed()) waiting.push(child);
  }
  return text.trim();
}
