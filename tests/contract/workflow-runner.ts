/**
 * Runs the steps of a host's workflow on this machine. A bare repository replaces the host, a folder its web server.
 * `run:` lines run as they stand. Two programs are replaced: `npm` links the installed packages, and `gh` notes what it
 * was asked for.
 */
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';

interface Step {
  uses?: string;
  run?: string;
  if?: string;
  with?: Record<string, string | boolean>;
  env?: Record<string, string>;
  'working-directory'?: string;
}
interface GitLabJob {
  script: string[];
}

export interface WorkflowRun {
  ok: boolean;
  /** Standard output and error of all steps. */
  log: string;
}

export class HostRehearsal {
  readonly folder = mkdtempSync(join(tmpdir(), 'joblantern-host-'));
  readonly bare = join(this.folder, 'bare.git');
  /** What the web server serves. */
  readonly www = join(this.folder, 'www');
  /** Values of secrets and variables, and of the environment. */
  readonly settings: Record<string, string> = {};
  private readonly bin = join(this.folder, 'bin');
  private readonly ghLog = join(this.folder, 'gh.txt');

  constructor() {
    mkdirSync(this.bin);
    this.reset();
    this.program('npm', `[ "$1" = ci ] || exit 9\nln -sfn ${resolve('node_modules')} node_modules`);
    this.program(
      'gh',
      `echo "$@" >> ${this.ghLog}
case "$1" in
  issue) [ "$2" = create ] && cat "\${@: -1}" >> ${this.ghLog} || echo 0 ;;
  api) [ -z "$PAGES_DOWN" ] && git --git-dir ${this.bare} archive published | tar -x -C ${this.www} ;;
esac`,
    );
  }

  /** An empty repository and an empty web server. */
  reset(): void {
    for (const folder of [this.bare, this.www]) rmSync(folder, { recursive: true, force: true });
    mkdirSync(this.www);
    git(this.folder, 'init', '--quiet', '--bare', '--initial-branch=main', this.bare);
  }

  /** What `gh` was asked for since the last call. */
  takeGhLog(): string {
    const log = existsSync(this.ghLog) ? readFileSync(this.ghLog, 'utf8') : '';
    rmSync(this.ghLog, { force: true });
    return log;
  }

  /** Commits all files of a work tree and pushes it to a branch. */
  push(workTree: string, branch: string): void {
    if (!existsSync(join(workTree, '.git'))) git(workTree, 'init', '--quiet', '--initial-branch=main');
    git(workTree, 'add', '--all');
    git(
      workTree,
      '-c',
      'user.name=t',
      '-c',
      'user.email=t@invalid',
      'commit',
      '--quiet',
      '--allow-empty',
      '--message',
      branch,
    );
    git(workTree, 'push', '--quiet', '--force', this.bare, `HEAD:refs/heads/${branch}`);
  }

  /** Runs a GitHub workflow as it stands on `main`. @param merge branch of the pull request */
  async runGitHub(file: string, now: number, merge = ''): Promise<WorkflowRun> {
    const main = this.clone('main');
    const workflow = parse(readFileSync(join(main, '.github/workflows', file), 'utf8')) as {
      jobs: Record<string, { steps: Step[] }>;
    };
    // The same path each time, as on a host: Node finds the compiled code of the run before.
    const work = join(this.folder, 'job');
    mkdirSync(work);
    const result: WorkflowRun = { ok: true, log: '' };
    for (const step of Object.values(workflow.jobs).flatMap(({ steps }) => steps)) {
      if (step.if === undefined ? !result.ok : result.ok) continue;
      if (step.uses?.startsWith('actions/checkout@') === true) {
        const branch = step.with?.['ref'] === undefined ? 'main' : merge;
        git(
          this.folder,
          'clone',
          '--quiet',
          '--branch',
          branch,
          `file://${this.bare}`,
          join(work, String(step.with?.['path'] ?? '.')),
        );
      }
      if (step.run !== undefined)
        await this.runLines(step.run, join(work, step['working-directory'] ?? '.'), step.env ?? {}, now, result);
    }
    rmSync(dirname(main), { recursive: true });
    rmSync(work, { recursive: true });
    return result;
  }

  /** Runs one job of `.gitlab-ci.yml`. @param branch that the pipeline is for */
  async runGitLab(job: string, now: number, branch = 'main'): Promise<WorkflowRun> {
    const work = this.clone(branch);
    const { script } = (parse(readFileSync(join(work, '.gitlab-ci.yml'), 'utf8')) as Record<string, GitLabJob>)[
      job
    ] as GitLabJob;
    const result: WorkflowRun = { ok: true, log: '' };
    await this.runLines(script.join('\n'), work, this.settings, now, result);
    if (result.ok && existsSync(join(work, 'public'))) cpSync(join(work, 'public'), this.www, { recursive: true });
    rmSync(dirname(work), { recursive: true });
    return result;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private clone(branch: string): string {
    const to = join(mkdtempSync(join(this.folder, 'clone-')), 'project');
    git(this.folder, 'clone', '--quiet', '--branch', branch, `file://${this.bare}`, to);
    return to;
  }

  private async runLines(
    lines: string,
    cwd: string,
    env: Record<string, string>,
    now: number,
    result: WorkflowRun,
  ): Promise<void> {
    const values = Object.entries(env).map(([name, value]) => [name, this.resolveExpression(value)] as const);
    const environment = {
      PATH: `${this.bin}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      HOME: this.folder,
      ...this.gitConfig(),
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
      NODE_COMPILE_CACHE: join(this.folder, 'compiled'),
      GITHUB_REPOSITORY: 'shelter/list',
      CI_SERVER_HOST: 'gitlab.example',
      CI_PROJECT_PATH: 'shelter/list',
      PUBLISH_TOKEN: 'push-token',
      PAGES_DOWN: this.settings['PAGES_DOWN'] ?? '',
      JOBLANTERN_CLOCK: new Date(now).toISOString(),
      ...Object.fromEntries(values),
    };
    await new Promise<void>((done) => {
      execFile('bash', ['-e', '-o', 'pipefail', '-c', lines], { cwd, env: environment }, (error, stdout, stderr) => {
        result.log += stdout + stderr;
        if (error !== null) result.ok = false;
        done();
      });
    });
  }

  /** `${{ secrets.NAME }}` and the like. */
  private resolveExpression(text: string): string {
    return text.replace(/^\$\{\{ \w+\.(\w+) \}\}$/u, (_, name: string) => this.settings[name] ?? '');
  }

  /** Leads addresses of the host to the bare repository. */
  private gitConfig(): Record<string, string> {
    return {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.file://${this.bare}.insteadOf`,
      GIT_CONFIG_VALUE_0: 'https://publish:push-token@gitlab.example/shelter/list.git',
    };
  }

  private program(name: string, lines: string): void {
    writeFileSync(join(this.bin, name), `#!/bin/bash\n${lines}\n`);
    chmodSync(join(this.bin, name), 0o755);
  }
}

export function git(folder: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}
