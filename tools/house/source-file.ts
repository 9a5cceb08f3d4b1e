/** A source file of the project with its syntax tree. */
import { parseSync } from 'vite';

export interface SourceFile {
  /** From the project's folder on, with `/`. */
  path: string;
  text: string;
}

/** A node of the syntax tree (ESTree with TypeScript). */
export interface SyntaxNode {
  type: string;
  [key: string]: unknown;
}

export interface ParsedFile {
  program: SyntaxNode;
  /** Names that the file exports, `default` for a default export. */
  exports: string[];
  /** Modules that the file imports from, types included. */
  imports: string[];
}

export const isScript = (path: string): boolean => /\.(?:ts|tsx|mjs)$/u.test(path);
export const isTestFile = (path: string): boolean => /\.test\.tsx?$/u.test(path);

/** Throws an Error that names the file when it cannot be parsed. */
export function parseSource({ path, text }: SourceFile): ParsedFile {
  const { program, module, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  const exported = module.staticExports.flatMap(({ entries }) => entries);
  return {
    program: program as unknown as SyntaxNode,
    exports: exported.map(({ exportName }) => exportName.name ?? 'default'),
    imports: [
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...exported.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ],
  };
}

/** Calls `visit` for every node, parents first. */
export function visitNodes(value: unknown, visit: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) for (const each of value) visitNodes(each, visit);
  if (typeof value !== 'object' || value === null || typeof (value as SyntaxNode).type !== 'string') return;
  visit(value as SyntaxNode);
  for (const child of Object.values(value)) if (typeof child === 'object') visitNodes(child, visit);
}
