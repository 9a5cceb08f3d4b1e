/**
 * Writes errors that no test caught, one a line, to the file that `UNHANDLED_ERRORS` names. Vitest's JSON report has only
 * those of tests, but each of these ends a run with exit code 1.
 */
import { appendFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

export default class UnhandledErrorsReporter implements Reporter {
  onTestRunEnd(_modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const path = process.env['UNHANDLED_ERRORS'];
    if (path === undefined) return;
    for (const { name, message, stack } of errors) {
      const place = stack?.split('\n').find((line) => /^\s*at /u.test(line) && !/node:|node_modules/u.test(line));
      appendFileSync(path, `${name}: ${message.split('\n', 1)[0]}${place === undefined ? '' : ` ${place.trim()}`}\n`);
    }
  }
}
