/** Rows of the tables of an HTML page, read by parse5. */
import { defaultTreeAdapter as tree, parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Row } from './table.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

/**
 * Tables inside one another that are read. Each row counts for all tables around it, so that without a limit a short page could
 * fill the memory. Layouts of old sites have five at most.
 */
const MAX_TABLES_DEEP = 8;
/** Longest text of a cell, in UTF-16 units; a cell around a whole table holds no value. */
const MAX_CELL_UNITS = 10_000;

/** Returns the rows of each table, outer tables first. A cell that spans columns fills them all. */
export function htmlTables(text: string): Row[][] {
  const tables: Row[][] = [];
  walk(parse(text).childNodes, MAX_TABLES_DEEP, (element, deeper) => {
    if (element.tagName === 'table') tables.push(rowsOf(element, deeper));
  });
  return tables;
}

function rowsOf(table: DefaultTreeAdapterTypes.Element, deeper: number): Row[] {
  const rows: Row[] = [];
  walk(table.childNodes, deeper, (element) => {
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

/**
 * Visits elements in the order of the page.
 * @param deep tables inside one another that are entered
 */
function walk(
  nodes: readonly Node[],
  deep: number,
  visit: (element: DefaultTreeAdapterTypes.Element, deeper: number) => void,
): void {
  const waiting = nodes.toReversed().map((node) => ({ node, left: deep }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, left } = next;
    if (!tree.isElementNode(node)) continue;
    const isTable = node.tagName === 'table';
    if (isTable && left === 0) continue;
    const deeper = isTable ? left - 1 : left;
    visit(node, deeper);
    for (const child of node.childNodes.toReversed()) waiting.push({ node: child, left: deeper });
  }
}

/** A list instead of recursion: elements of a foreign page may be nested without end. */
function textOf(element: DefaultTreeAdapterTypes.Element): string {
  let text = '';
  const waiting: Node[] = element.childNodes.toReversed();
  for (let node = waiting.pop(); node !== undefined && text.length < MAX_CELL_UNITS; node = waiting.pop()) {
    if (tree.isTextNode(node)) text += node.value;
    else if (!tree.isElementNode(node) || node.tagName === 'script' || node.tagName === 'style') continue;
    else if (node.tagName === 'br') text += '\n';
    else for (const child of node.childNodes.toReversed()) waiting.push(child);
  }
  return text.slice(0, MAX_CELL_UNITS).trim();
}
