/** The shell code blocks of the README's chapters for publishers, in order. */
import { readFileSync } from 'node:fs';
import { codeBlocks as boxesIn } from '../../../tools/docs/code-blocks.ts';

export const CHAPTERS = {
  publisher: 'How a publisher lists a recruiter',
  brand: 'Your own brand',
  reports: 'How reports arrive',
} as const;

export function readmeBlocks(chapter: keyof typeof CHAPTERS): string[] {
  return boxesIn(readFileSync('README.md', 'utf8'), CHAPTERS[chapter]);
}
