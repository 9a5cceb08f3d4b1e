/**
 * `npm run -s check:fast`: what a change needs before it is handed in, in under a minute. Format, lint, types, and the unit
 * tests that reach a changed file. Changed is what differs from `main`, or from the last commit on `main` itself.
 */
import { spawn, spawnSync } from 'node:child_process';
import { commandLine, runCommandLine } from './setup/command-line.ts';

interface Step {
  name: string;
  command: string;
  args: string[];
}

interface StepResult {
  name: string;
  failed: boolean;
  seconds: number;
  output: string;
}

await runCommandLine(
  commandLine('check:fast', 'Checks format, lint, types, and the unit tests that reach what changed.')
    .option('--since <commit>', 'compare with this commit')
    .action(async ({ since = baseCommit() }: { since?: string }) => {
      const results = await Promise.all(stepsSince(since).map(runStep));
      for (const { name, failed, seconds, output } of results) {
        console.log(`${name.padEnd(12)} ${seconds.toFixed(1).padStart(5)} s  ${failed ? 'FAILED' : 'passed'}`);
        if (failed) console.error(output);
      }
      if (results.some(({ failed }) => failed)) process.exitCode = 1;
    }),
);

function stepsSince(since: string): Step[] {
  const unit = ['run', 'tests/unit', '--changed', since, '--passWithNoTests', '--reporter=dot'];
  return [
    { name: 'format', command: 'oxfmt', args: ['--check', '.'] },
    { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
    { name: 'types', command: 'tsc', args: ['-p', 'tsconfig.json'] },
    { name: 'core types', command: 'tsc', args: ['-p', 'tsconfig.core.json'] },
    { name: 'unit', command: 'vitest', args: unit },
  ];
}

/** Where this branch left `main`. */
function baseCommit(): string {
  const { status, stdout } = spawnSync('git', ['merge-base', 'HEAD', 'main'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : 'HEAD';
}

async function runStep({ name, command, args }: Step): Promise<StepResult> {
  const start = performance.now();
  let output = '';
  const failed = await new Promise<boolean>((resolve, reject) => {
    const child = spawn(`node_modules/.bin/${command}`, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.on('error', reject).on('close', (code) => resolve(code !== 0));
  });
  return { name, failed, seconds: (performance.now() - start) / 1000, output };
}
