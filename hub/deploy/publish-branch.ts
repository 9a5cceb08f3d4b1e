/**
 * Publishes the site on a branch of the repository that holds nothing else. The branch is replaced as a whole: until the push
 * is accepted, readers see the whole former release. The branch is also the memory of the version counters.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Refusal } from '../refusal.ts';
import { publishSite, type PublishedSite } from './publish-site.ts';
import { CHANNEL_FOLDER } from './stage-release.ts';

export interface PublishBranchOptions {
  /** The repository's work tree. Its remote `origin` must accept a push. */
  repository: string;
  branch: string;
  /** PEM. */
  onlineKey: string;
  /** Milliseconds since 1970. */
  now: number;
}

const run = promisify(execFile);
const AUTHOR = ['-c', 'user.name=channel timer', '-c', 'user.email=timer@invalid'] as const;

/** Throws a Refusal or a ChannelError, and pushes nothing, when the release cannot be published. */
export async function publishBranch(options: PublishBranchOptions): Promise<PublishedSite> {
  const { repository, branch, now } = options;
  const work = await mkdtemp(join(tmpdir(), 'joblantern-branch-'));
  const site = join(work, 'site');
  const git = (...args: string[]): Promise<string> => runGit(repository, args);
  const gitSite = (...args: string[]): Promise<string> => runGit(site, args);
  try {
    const former = (await git('ls-remote', 'origin', `refs/heads/${branch}`)).split(/\s/u)[0] ?? '';
    if (former !== '') await git('fetch', '--quiet', '--depth', '1', 'origin', former);
    await git('worktree', 'add', '--quiet', '--force', '--detach', site, former === '' ? 'HEAD' : former);
    await gitSite('checkout', '--quiet', '--orphan', `new-${branch}`);
    if (former === '') await gitSite('rm', '--quiet', '-r', '-f', '.');
    const published = await publishSite({ ...options, channel: join(repository, CHANNEL_FOLDER), site });
    await gitSite('add', '--all', '--force');
    const subject = `list ${published.targets}, snapshot ${published.snapshot}, ${new Date(now).toISOString()}`;
    await gitSite(...AUTHOR, 'commit', '--quiet', '--message', subject);
    await gitSite(
      'push',
      '--quiet',
      `--force-with-lease=refs/heads/${branch}:${former}`,
      'origin',
      `HEAD:refs/heads/${branch}`,
    );
    return published;
  } finally {
    await git('worktree', 'remove', '--force', site).catch(() => '');
    await git('branch', '--quiet', '-D', `new-${branch}`).catch(() => '');
    await rm(work, { recursive: true, force: true });
  }
}

async function runGit(folder: string, args: readonly string[]): Promise<string> {
  try {
    return (await run('git', ['-C', folder, ...args])).stdout;
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    const [why = '', ...more] = (stderr.trim() || message).split('\n').filter((line) => line.trim() !== '');
    throw new Refusal(`git ${args.find((word) => !word.startsWith('-')) ?? ''} failed: ${why}`, ...more);
  }
}
