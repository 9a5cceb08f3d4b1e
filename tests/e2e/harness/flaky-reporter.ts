/**
 * Names the stories that failed at the first attempt and passed at the second. It prints the error, so that none stays
 * hidden.
 */
import type { Reporter, TestCase } from 'vitest/node';

export class FlakyReporter implements Reporter {
  private readonly flaky: TestCase[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky === true) this.flaky.push(test);
  }

  onTestRunEnd(): void {
    if (this.flaky.length === 0) return;
    console.log(`\nPassed only at the second attempt: ${this.flaky.length}`);
    for (const test of this.flaky)
      console.log(`  ${test.module.relativeModuleId} > ${test.fullName}: ${test.result().errors?.[0]?.message ?? ''}`);
  }
}
