/**
 * `npm test`: runs everything, on a fresh machine. Sets up packages and knowledge; checks format, lint, types and house;
 * runs unit and contract tests, then the stories in real browsers. Later steps run after a failure, too. The last line is
 * `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { Argument } from 'commander';
import { ensureKnowledge } from './knowledge/compile-knowledge.ts';
import { findChromium } from './setup/chromium.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';
import { ensurePackages } from './setup/debian-packages.ts';
import { ensureFonts } from './setup/fonts.ts';

const REPORTS = '.test/reports';

interface Step {
  name: string;
  command: string;
  args: string[];
  /** File with vitest's JSON report; a step without one counts as one test. */
  report?: string;
}

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const STEPS: readonly Step[] = [
  { name: 'format', command: 'oxfmt', args: ['--check', '.'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'types', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'core-types', command: 'tsc', args: ['-p', 'tsconfig.core.json'] },
  { name: 'house', command: 'node', args: ['tools/check-house.ts'] },
  {
    name: 'unit',
    command: 'vitest',
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORTS}/unit.json`],
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
      const total: Count = { passed: 0, failed: 0, skipped: 0 };
      for (const step of steps) {
        console.log(`\n== ${step.name} (${seconds()} s)`);
        const count = await run(step);
        for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += count[key];
      }
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

async function run(step: Step): Promise<Count> {
  if (step.report !== undefined) await rm(step.report, { force: true });
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(`node_modules/.bin/${step.command}`, step.args, { stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (exit) => resolve(exit ?? 1));
  });
  if (step.report !== undefined) return countTests(step.report, code);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** Counts from vitest's report. A run that ended without one, or badly without a failed test, counts as one failure. */
async function countTests(report: string, code: number): Promise<Count> {
  try {
    const result = JSON.parse(await readFile(report, 'utf8')) as Record<string, number>;
    const failed = result['numFailedTests'] ?? 0;
    return {
      passed: result['numPassedTests'] ?? 0,
      failed: code !== 0 && failed === 0 ? 1 : failed,
      skipped: result['numPendingTests'] ?? 0,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
