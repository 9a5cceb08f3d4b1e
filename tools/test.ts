/**
 * `npm test`: runs everything, on a fresh machine. Sets up packages and knowledge. Checks format, lint, types and house. Runs
 * unit and contract tests, then the stories in real browsers. Later steps run after a failure, too. The last line is `N
 * passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { Argument } from 'commander';
import { ensureKnowledge } from './knowledge/compile-knowledge.ts';
import { findChromium } from './setup/chromium.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';
import { ensurePackages } from './setup/debian-packages.ts';
import { ensureFonts } from './setup/fonts.ts';
import { makeMemoryFolder } from './setup/memory-folder.ts';
import { listFailures, readReport, readUnhandledErrors } from './setup/test-report.ts';

const REPORTS = '.test/reports';

interface Step {
  name: string;
  command: string;
  args: string[];
  /** File with vitest's JSON report; a step without one counts as one test. */
  report?: string;
  /** Runs beside the step before it: each of the two uses one processor. */
  beside?: boolean;
}

interface Count {
  passed: number;
  failed: number;
  skipped: number;
  /** One line for each failed test or step. */
  failures: string[];
}

const STEPS: readonly Step[] = [
  { name: 'format', command: 'oxfmt', args: ['--check', '.'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'core-types', command: 'tsc', args: ['-p', 'tsconfig.core.json'] },
  { name: 'types', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'house', command: 'node', args: ['tools/check-house.ts'], beside: true },
  {
    name: 'unit',
    command: 'vitest',
    args: [
      'run',
      '--reporter=default',
      '--reporter=json',
      '--reporter=./tests/unhandled-errors-reporter.ts',
      `--outputFile.json=${REPORTS}/unit.json`,
    ],
    report: `${REPORTS}/unit.json`,
  },
  {
    name: 'e2e',
    command: 'vitest',
    // This configuration names its reporters and the report's path itself.
    args: ['run', '--config', 'tests/e2e/vitest.config.ts', '--root', '.'],
    report: `${REPORTS}/e2e.json`,
  },
];

await runCommandLine(
  commandLine('test', 'Runs all checks and tests, or the steps named.')
    .addArgument(new Argument('[steps...]', 'steps to run').choices(STEPS.map(({ name }) => name)))
    .action(async (names: string[]) => {
      const steps = STEPS.filter(({ name }) => names.length === 0 || names.includes(name));
      const started = performance.now();
      const seconds = (): number => Math.round((performance.now() - started) / 1000);
      if (steps.some(({ report }) => report !== undefined)) await setUp();
      const total: Count = { passed: 0, failed: 0, skipped: 0, failures: [] };
      const memory = process.env['TMPDIR'] === undefined ? makeMemoryFolder() : null;
      if (memory !== null) {
        process.env['TMPDIR'] = memory.path;
        process.once('exit', memory.remove);
        for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
      }
      for (const group of groupsOf(steps)) {
        console.log(`\n== ${group.map(({ name }) => name).join(', ')} (${seconds()} s)`);
        for (const count of await Promise.all(group.map(run))) {
          for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += count[key];
          total.failures.push(...count.failures);
        }
      }
      if (total.failures.length > 0) console.log(`\nFailed:\n${total.failures.join('\n')}`);
      console.log(`\nTook ${seconds()} s.`);
      const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
      console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
      if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
    }),
);

/** Installs what the tests need. What cannot be installed is printed; the tests that need it fail or skip with a message. */
async function setUp(): Promise<void> {
  await mkdir(REPORTS, { recursive: true });
  const log = (line: string): void => console.log(line);
  await findChromium(log);
  ensureFonts(log);
  ensurePackages(['age', 'gdb'], log);
  ensurePackages(['firefox-esr'], log);
  ensurePackages(['postgresql'], log);
  await ensureKnowledge();
}

/** Steps that run at one time, in order. */
function groupsOf(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const before = groups.at(-1);
    if (step.beside === true && before !== undefined) before.push(step);
    else groups.push([step]);
  }
  return groups;
}

async function run(step: Step): Promise<Count> {
  const errors = `${REPORTS}/${step.name}-errors.txt`;
  for (const path of [step.report ?? errors, errors]) await rm(path, { force: true });
  const code = await new Promise<number>((resolve, reject) => {
    const env = { ...process.env, UNHANDLED_ERRORS: errors };
    const child = spawn(`node_modules/.bin/${step.command}`, step.args, { stdio: 'inherit', env });
    child.on('error', reject);
    child.on('close', (exit) => resolve(exit ?? 1));
  });
  if (step.report !== undefined) return countTests(step.name, step.report, code, await readUnhandledErrors(errors));
  if (code === 0) return { passed: 1, failed: 0, skipped: 0, failures: [] };
  return { passed: 0, failed: 1, skipped: 0, failures: [`${step.name}: ended with exit code ${code}`] };
}

/**
 * Counts from vitest's report. A run that ended without one, or badly without a failed test, counts as one failure.
 *
 * @param unhandled errors that no test caught
 */
async function countTests(name: string, report: string, code: number, unhandled: string[]): Promise<Count> {
  const result = await readReport(report);
  if (result === undefined) return { passed: 0, failed: 1, skipped: 0, failures: [`${name}: ended without a report`] };
  const failures = [...listFailures(result), ...unhandled].map((failure) => `${name}: ${failure}`);
  const failed = code !== 0 ? Math.max(result.numFailedTests, 1) : result.numFailedTests;
  if (failed > 0 && failures.length === 0) failures.push(`${name}: ended with exit code ${code}, and no test failed`);
  return { passed: result.numPassedTests, failed, skipped: result.numPendingTests, failures };
}
