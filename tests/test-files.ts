/** Which test files can share a worker and its loaded modules, and which need a worker of their own. */
import { globSync, readFileSync } from 'node:fs';

const TEST_FILES = ['tests/unit/**/*.test.{ts,tsx}', 'tests/contract/**/*.test.ts'];

/** What a test file changes for those after it in the same worker: modules, globals, the clock, the database. */
const CHANGES_ITS_WORKER =
  /@vitest-environment|\bvi\.(?:mock|doMock|resetModules|stubGlobal|stubEnv|spyOn|useFakeTimers)\b|\bglobalThis\b|process\.(?:env\[[^\]]+\] =|chdir)|fake-indexeddb/u;

export interface TestFiles {
  /** Paths from the project's root, sorted. */
  shared: string[];
  isolated: string[];
}

/** @param patterns of the test files, from the project's root */
export function listTestFiles(patterns: readonly string[] = TEST_FILES): TestFiles {
  const files = globSync(patterns).toSorted();
  const isIsolated = (file: string): boolean =>
    !file.startsWith('tests/unit/') || CHANGES_ITS_WORKER.test(readFileSync(file, 'utf8'));
  return { shared: files.filter((file) => !isIsolated(file)), isolated: files.filter(isIsolated) };
}
