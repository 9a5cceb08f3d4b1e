/** Order of the test files: those that take longest come first, so that no worker ends with one of them alone. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of more than 30 s on two cores, longest first. All other contract tests follow, then the unit tests. */
const LONGEST = [
  'deploy-rehearsal',
  'brand-reproducible',
  'contract/knowledge',
  'contract/store',
  'e2e/your-brand',
  'e2e/list-a-recruiter',
  'e2e/hostile-page',
  'e2e/quick-exit',
  'e2e/web.test',
  'e2e/report',
  'e2e/receive-reports',
  'e2e/channel',
  'e2e/click-interceptor',
];

function rank(path: string): number {
  const longest = LONGEST.findIndex((name) => path.includes(name));
  if (longest !== -1) return longest;
  return path.includes('/tests/contract/') ? LONGEST.length : LONGEST.length + 1;
}

export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a.moduleId) - rank(b.moduleId));
  }
}
