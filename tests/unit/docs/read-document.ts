/** A Markdown document taken apart, as far as these tests ask: boxes, code in the text, links, headings and marks. */
import { headingAnchor } from '../../../tools/docs/heading-anchor.ts';

export interface TextAt {
  text: string;
  /** Line of the document, from 1. */
  line: number;
}

export interface CodeBlock extends TextAt {
  /** What stands behind the fence, e.g. `sh`. */
  language: string;
}

export interface Document {
  path: string;
  /** Fenced boxes of code. */
  blocks: CodeBlock[];
  /** Code inside the text, on one line. */
  code: TextAt[];
  /** Where links and pictures lead. */
  links: TextAt[];
  /** What a link behind `#` may name. */
  anchors: Set<string>;
  /** Whole comments: `<!-- ... -->`. */
  comments: TextAt[];
}

const FENCED_BLOCK = /^( *)```(\w*)[^\n]*\n([^]*?)^\1```/gmu;
const COMMENT = /<!--[^]*?-->/gu;
/** A paragraph's backticks; a span may go over a line's end, and not over an empty line. */
const INLINE_CODE = /`([^`\n]+(?:\n(?!\s*\n)[^`\n]+)*)`/gu;
const LINK = /\]\(([^)\s]+)\)|\b(?:href|src|srcset)="([^"]+)"/gu;
const HEADING = /^#{1,6} +(.+)$/gmu;

export function readDocument(path: string, text: string): Document {
  const lineOf = (at: number): number => text.slice(0, at).split('\n').length;
  const boxes: CodeBlock[] = [];
  let prose = text.replaceAll(FENCED_BLOCK, (whole, _indent, language: string, box: string, at: number) => {
    boxes.push({ language, text: box, line: lineOf(at) });
    return toSpaces(whole);
  });
  const comments: TextAt[] = [];
  prose = prose.replaceAll(COMMENT, (whole, at: number) => {
    comments.push({ text: whole, line: lineOf(at) });
    return toSpaces(whole);
  });
  const found = (pattern: RegExp): TextAt[] =>
    Array.from(prose.matchAll(pattern), ({ index, 1: one, 2: two }) => ({
      text: (one ?? two ?? '').replaceAll(/\s+/gu, ' '),
      line: lineOf(index),
    }));
  return {
    path,
    blocks: boxes,
    comments,
    code: found(INLINE_CODE),
    links: found(LINK),
    anchors: anchorsOf(found(HEADING)),
  };
}

/** As the hosts of repositories name headings: small letters, dashes for spaces, no punctuation, a number for a repeated one. */
function anchorsOf(headings: readonly TextAt[]): Set<string> {
  const anchors = new Set<string>();
  for (const { text } of headings) {
    const anchor = headingAnchor(text);
    let free = anchor;
    for (let more = 1; anchors.has(free); more += 1) free = `${anchor}-${more}`;
    anchors.add(free);
  }
  return anchors;
}

/** Spaces in its place, so that what follows keeps its line. */
const toSpaces = (text: string): string => text.replaceAll(/[^\n]/gu, ' ');
