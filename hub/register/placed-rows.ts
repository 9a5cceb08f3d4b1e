/**
 * Rows of a table that is only text at places. It is a PDF, or text in columns (as `pdftotext -layout` writes it). The
 * heading gives the left edge of each column. A line without a number continues the row above it.
 */
import { getDocumentProxy } from 'unpdf';
import { Refusal } from '../refusal.ts';
import type { Mapping } from './mapping.ts';
import { readHeading, type Row } from './table.ts';

/** A piece of text. `x` and `y` in points or characters; `y` grows downwards. */
interface PlacedText {
  x: number;
  y: number;
  text: string;
}

interface Line {
  place: string;
  pieces: PlacedText[];
}

/** Pieces whose baselines differ by no more are one line, in points. */
const LINE_TOLERANCE = 3;
const MAX_PAGES = 2000;

/** Throws a Refusal when the bytes are no PDF with text. */
export async function pdfRows(bytes: Uint8Array, name: string, mapping: Mapping): Promise<Row[]> {
  const lines: Line[] = [];
  try {
    const pdf = await getDocumentProxy(new Uint8Array(bytes));
    if (pdf.numPages > MAX_PAGES) throw new Refusal(`${name} has ${pdf.numPages} pages: split it.`);
    for (let page = 1; page <= pdf.numPages; page++) {
      const { items } = await (await pdf.getPage(page)).getTextContent();
      const pieces = items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return [];
        const [, , , , x = 0, y = 0] = item.transform as number[];
        return [{ x, y: -y, text: item.str }];
      });
      lines.push(...linesOf(pieces, page));
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${name} cannot be read as a PDF: ${(error as Error).message}`);
  }
  if (lines.length === 0) throw new Refusal(`${name} holds pictures and no text: use the office's HTML or CSV list.`);
  return rowsOf(lines, mapping);
}

/** Reads text in which columns are separated by two spaces or more. */
export function layoutRows(text: string, mapping: Mapping): Row[] {
  const lines = text.split(/\r?\n/u).map((line, at) => ({
    place: `line ${at + 1}`,
    pieces: [...line.matchAll(/\S+(?: \S+)*/gu)].map((match) => ({ x: match.index, y: at, text: match[0] })),
  }));
  return rowsOf(
    lines.filter(({ pieces }) => pieces.length > 0),
    mapping,
  );
}

function linesOf(pieces: readonly PlacedText[], page: number): Line[] {
  const lines: PlacedText[][] = [];
  for (const piece of pieces.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const last = lines.at(-1);
    if (last?.[0] !== undefined && Math.abs(piece.y - last[0].y) <= LINE_TOLERANCE) last.push(piece);
    else lines.push([piece]);
  }
  return lines.map((line, at) => ({
    place: `page ${page}, line ${at + 1}`,
    pieces: line.toSorted((a, b) => a.x - b.x),
  }));
}

function rowsOf(lines: readonly Line[], mapping: Mapping): Row[] {
  const rows: { place: string; cells: string[] }[] = [];
  let edges: number[] | null = null;
  let numberColumn = 0;
  for (const { place, pieces } of lines) {
    const columns = readHeading(
      pieces.map(({ text }) => text),
      mapping,
    );
    if (columns !== null) {
      edges = pieces.map(({ x }) => x);
      numberColumn = columns.number ?? 0;
      rows.push({ place, cells: pieces.map(({ text }) => text) });
      continue;
    }
    if (edges === null) continue;
    const cells = edges.map(() => '');
    for (const { x, text } of pieces) {
      const column = columnAt(edges, x);
      cells[column] = `${cells[column]} ${text}`.trim();
    }
    const above = rows.at(-1);
    if (cells[numberColumn] !== '' || above === undefined) rows.push({ place, cells });
    else for (const [at, cell] of cells.entries()) above.cells[at] = `${above.cells[at] ?? ''} ${cell}`.trim();
  }
  return rows;
}

/** The last column whose left edge is not right of `x`, with a small tolerance. */
function columnAt(edges: readonly number[], x: number): number {
  const right = edges.findIndex((edge) => edge > x + 2);
  return right < 0 ? edges.length - 1 : Math.max(0, right - 1);
}
