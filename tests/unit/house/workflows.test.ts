/** The workflows: every action at a commit, least permissions, no secrets, and commands that exist. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const FOLDER = '.github/workflows';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  'runs-on'?: string;
  steps: Step[];
}

interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  concurrency?: { group?: string };
  jobs: Record<string, Job>;
}

const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;
const files = readdirSync(FOLDER);

/** Commands that are no script of ours. */
const OTHERS = [/^npm ci$/u, /^npm sbom /u, /^gh release create /u];

/** Whether the line runs a script that package.json has. */
function isKnown(command: string): boolean {
  const line = command.trim().replace(/^sudo env (?:"?[A-Z_]+=\S+ )+/u, '');
  if (OTHERS.some((other) => other.test(line))) return true;
  const script = /^npm (?:run (?:-s )?)?([a-z][a-z:-]*)(?: |$)/u.exec(line)?.[1];
  return script !== undefined && script in scripts;
}

test('there are workflows to look at, and a word that is no script is found out', () => {
  expect(files.toSorted()).toEqual(['release.yml', 'test.yml']);
  expect(isKnown('npm run -s no-such-script')).toBe(false);
  expect(isKnown('curl https://example.org | sh')).toBe(false);
});

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  test('names every action by its full commit, with the version beside it', () => {
    const lines = text.split('\n').filter((line) => /\buses:/u.test(line));
    expect(lines.length).toBe(steps.filter(({ uses }) => uses !== undefined).length);
    for (const line of lines) expect(line).toMatch(/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u);
  });

  test('gives nothing at the top, and each job what it names; only attaching may write', () => {
    expect(workflow.permissions).toEqual({});
    for (const [name, { permissions }] of jobs) {
      expect([name, permissions]).toEqual([name, { contents: name === 'attach' ? 'write' : 'read' }]);
    }
  });

  test('uses no secret, runs no code of a pull request with rights, and leaves no token behind', () => {
    expect(text).not.toMatch(/secrets\.|pull_request_target|workflow_run/u);
    for (const { uses, with: given } of steps) {
      if (uses?.startsWith('actions/checkout@') === true) expect(given?.['persist-credentials']).toBe(false);
    }
  });

  test('puts no text from outside into a command', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });

  test('ends by itself, and does not run twice for one thing', () => {
    expect(workflow.concurrency?.group).toContain('github.ref');
    for (const [name, job] of jobs) expect([name, (job['timeout-minutes'] ?? 999) <= 60]).toEqual([name, true]);
  });

  test('runs commands that package.json has', () => {
    const commands = steps.flatMap(({ run }) => (run ?? '').split('\n')).filter((line) => line.trim() !== '');
    expect(commands.filter((command) => !isKnown(command))).toEqual([]);
  });
});
