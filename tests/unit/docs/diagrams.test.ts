// @vitest-environment jsdom
/** Every Mermaid diagram of the documents can be drawn: a fault would show its source instead. */
import { readFileSync } from 'node:fs';
import mermaid from 'mermaid';
import { describe, expect, it } from 'vitest';
import { readProject } from './project.ts';

const diagrams = [...readProject().files]
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) =>
    Array.from(readFileSync(path, 'utf8').matchAll(/^```mermaid\n([\s\S]*?)^```$/gmu), ([, code = ''], at) => ({
      name: `${path}, diagram ${at + 1}`,
      code,
    })),
  );

describe('diagrams of the documents', () => {
  it('are found', () => expect(diagrams.length).toBeGreaterThan(5));

  it.each(diagrams)('$name has no fault', async ({ code }) => {
    await expect(mermaid.parse(code)).resolves.toBeTruthy();
  });
});
