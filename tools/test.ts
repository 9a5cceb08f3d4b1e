/**
 * `npm test`: everything, on a fresh machine. Set-up (packages, knowledge), then format, lint, types, order, unit and contract
 * tests, then the stories in real browsers. Goes on after a failure, and ends with one line: `N passed, N failed`.
 * `npm test -- unit e2e` runs only the steps named.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { findChromium } from './setup/chromium.ts';
import { ensureKnowledge } from './knowledge/compile-knowledge.ts';
import { ensureFonts } from './setup/fonts.ts';
import { ensurePackages } from './setup/debian-packages.ts';

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

const vitest = (name: string, ...args: string[]): Step => ({
  name,
  command: 'vitest',
  args: ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${REPORTS}/${name}.json`],
  report: `${REPORTS}/${name}.json`,
});

const STEPS: readonly Step[] = [
  { name: 'format', command: 'oxfmt', args: ['--check', '.'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'types', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'core-types', command: 'tsc', args: ['-p', 'tsconfig.core.json'] },
  { name: 'house', command: 'node', args: ['tools/check-house.ts'] },
  vitest('unit'),
  vitest('e2e', '--config', 'tests/e2e/vitest.config.ts', '--root', '.'),
];

const selected = process.argv.slice(2);
const started = performance.now();
await setUp();
const total: Count = { passed: 0, failed: 0, skipped: 0 };
for (const step of STEPS) {
  if (selected.length > 0 && !selected.includes(step.name)) continue;
  console.log(`\n== ${step.name} (${Math.round((performance.now() - started) / 1000)} s)`);
  const count = await run(step);
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += count[key];
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\nTook ${Math.round((performance.now() - started) / 1000)} s.`);
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

/** What the tests need of the machine; what cannot be had is said, and the tests that need it then fail or skip in words. */
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
  if (step.report === undefined) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  return countTests(step.report, code);
}

/** Counts from vitest's report; a run that broke before its end counts as one failure more. */
async function countTests(report: string, code: number): Promise<Count> {
  try {
    const result = JSON.parse(await readFile(report, 'utf8')) as Record<string, number>;
    const count = {
      passed: result['numPassedTests'] ?? 0,
      failed: result['numFailedTests'] ?? 0,
      skipped: result['numPendingTests'] ?? 0,
    };
    if (code !== 0 && count.failed === 0) count.failed = 1;
    return count;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
