import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { listFailures, readReport, readUnhandledErrors, type TestReport } from '../../../tools/setup/test-report.ts';

const REPORT: TestReport = {
  numPassedTests: 1,
  numFailedTests: 1,
  numPendingTests: 0,
  testResults: [
    {
      name: '/project/tests/a.test.ts',
      status: 'failed',
      message: '',
      assertionResults: [
        { fullName: 'holds', status: 'passed', failureMessages: [] },
        { fullName: 'breaks', status: 'failed', failureMessages: ['Error: expected 1 to be 2\n    at line 3'] },
      ],
    },
    { name: '/project/tests/b.test.ts', status: 'failed', message: 'Cannot find module\nmore', assertionResults: [] },
    { name: '/project/tests/c.test.ts', status: 'passed', message: '', assertionResults: [] },
  ],
};

test('each failed test, and each file that could not be loaded, is named in one line', () => {
  expect(listFailures(REPORT, '/project')).toEqual([
    'tests/a.test.ts: breaks: Error: expected 1 to be 2',
    'tests/b.test.ts: Cannot find module',
  ]);
});

test('a report that is missing or cut off counts as none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  await writeFile(join(folder, 'cut.json'), '{"numPassedTests": 1');
  expect(await readReport(join(folder, 'cut.json'))).toBeUndefined();
  expect(await readReport(join(folder, 'none.json'))).toBeUndefined();
});

test('an error that no test caught is read with its place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  const path = join(folder, 'errors.txt');
  expect(await readUnhandledErrors(path)).toEqual([]);
  await writeFile(
    join(folder, 'late.test.ts'),
    `import { test } from '${resolve('node_modules/vitest/dist/index.js')}';
    test('passes', async () => { setTimeout(() => { throw new RangeError('too late\\nmore'); }); await new Promise((done) => setTimeout(done, 50)); });`,
  );
  const args = ['run', '--root', folder, '--reporter', resolve('tests/unhandled-errors-reporter.ts')];
  const env = { ...process.env, UNHANDLED_ERRORS: path };
  const code = await new Promise((done) => {
    execFile(resolve('node_modules/.bin/vitest'), args, { env }, (error) => done(error?.code));
  });
  expect(code).toBe(1);
  expect(await readUnhandledErrors(path)).toEqual([
    expect.stringMatching(/^RangeError: too late at .*late\.test\.ts:2/u),
  ]);
});
