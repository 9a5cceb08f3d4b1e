/** The shell code blocks of the publisher's tutorials, in order: tests type them as they stand. */
import { codeBlocks } from '../../../tools/docs/code-blocks.ts';

export const TUTORIALS = {
  list: 'docs/publisher/list-a-recruiter.md',
  brand: 'docs/publisher/your-brand.md',
  reports: 'docs/publisher/receive-reports.md',
} as const;

export const tutorialBlocks = (tutorial: keyof typeof TUTORIALS): string[] => codeBlocks(TUTORIALS[tutorial]);
