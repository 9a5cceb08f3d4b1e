/** Reads vitest's JSON report: the counts, and what failed in one line each. */
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';

export interface TestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: FileResult[];
}

interface FileResult {
  /** Path of the test file. */
  name: string;
  status: string;
  /** Why the file as a whole failed, as when it could not be loaded; else empty. */
  message: string;
  assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
}

/** The report at `path`, or `undefined` if there is none or it is not JSON. */
export async function readReport(path: string): Promise<TestReport | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as TestReport;
  } catch {
    return undefined;
  }
}

/**
 * One line for each failed test, and for each file that failed outside its tests. It has file, title and first line of the
 * error.
 */
export function listFailures(report: TestReport, root = process.cwd()): string[] {
  return report.testResults.flatMap((file) => {
    const path = relative(root, file.name);
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && file.status === 'failed') return [`${path}: ${firstLine(file.message)}`];
    return failed.map((test) => `${path}: ${test.fullName}: ${firstLine(test.failureMessages?.[0] ?? '')}`);
  });
}

/**
 * Errors that no test caught, as the reporter in tests/ wrote them to `path`, one a line. None where there is no file.
 */
export async function readUnhandledErrors(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  } catch {
    return [];
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0]!;
}
