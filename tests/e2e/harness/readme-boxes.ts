/** The README's chapters for an NGO as boxes to be typed, in order. */
import { readFileSync } from 'node:fs';

export const CHAPTERS = {
  publisher: 'How a publisher lists a recruiter',
  reports: 'How reports arrive',
} as const;

export function boxesOf(chapter: keyof typeof CHAPTERS): string[] {
  const readme = readFileSync('README.md', 'utf8');
  const text = readme.split('\n## ').find((part) => part.startsWith(CHAPTERS[chapter])) ?? '';
  return Array.from(text.matchAll(/^```sh\n([\s\S]*?)^```$/gmu), ([, box = '']) => box);
}
