/** Order of the test files. Those that take longest come first, so that no worker ends with one of them alone. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files of more than 30 s on two cores, longest first. Then the files that need a worker of their own, so that the rest
 * can share theirs without a break. Of each kind, contract tests come before unit tests.
 */
const LONGEST = [
  'deploy-rehearsal',
  'brand-reproducible',
  'contract/knowledge',
  'contract/store',
  'e2e/hostile-page',
  'e2e/your-brand',
  'e2e/list-a-recruiter',
  'e2e/accessibility',
  'e2e/late-post',
  'e2e/private-chat',
  'e2e/hostile-unknown-site',
  'e2e/quick-exit',
  'e2e/web.test',
  'e2e/report',
  'e2e/receive-reports',
  'e2e/channel',
  'e2e/loop',
  'e2e/web-lists',
  'e2e/panel',
  'e2e/click-interceptor',
];

function rank({ moduleId, project }: TestSpecification): number {
  const longest = LONGEST.findIndex((name) => moduleId.includes(name));
  if (longest !== -1) return longest;
  if (project.config.isolate) return LONGEST.length;
  return LONGEST.length + (moduleId.includes('/tests/contract/') ? 1 : 2);
}

export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
