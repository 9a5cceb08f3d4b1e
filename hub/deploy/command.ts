/** The commands of `hub deploy`. They publish a channel from a repository on a free host, and keep it fresh by a timer. */
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { Option, type Command } from 'commander';
import { requireAddress } from '../channel/host/verify-channel.ts';
import { ExitStatus } from '../exit-status.ts';
import { print } from '../print.ts';
import { printable } from '../printable.ts';
import { Refusal } from '../refusal.ts';
import { checkChange } from './check-change.ts';
import { readClock } from './clock.ts';
import { HOSTS, initRepository, type Host } from './init-repository.ts';
import { publishBranch } from './publish-branch.ts';
import { CHANNEL_FOLDER, stageRelease } from './stage-release.ts';
import { watchSite } from './watch-site.ts';

const KEY_VARIABLE = 'JOBLANTERN_ONLINE_KEY';

export function addCommands(group: Command): void {
  group
    .command('init')
    .summary('make the repository from which a free host publishes the list')
    .description(
      'Writes workflows for publishing, a daily refresh, checks of pull requests and alarms, a copy of this program, and a README for two people. No key is in it.',
    )
    .requiredOption('--to <FOLDER>', 'new folder, or the empty clone of your repository')
    .addOption(new Option('--host <HOST>', 'who serves the files').choices(HOSTS).default('github'))
    .action(init);

  group
    .command('stage')
    .summary('copy the signed release into the repository')
    .description('Copies channel.json and the signed files only. Then commit them and open a pull request.')
    .argument('<DIR>', 'folder of the channel')
    .requiredOption('--to <FOLDER>', 'folder of the repository')
    .action(async (dir: string, { to }: { to: string }) => {
      const { list, entries, files } = await stageRelease(dir, to, readClock());
      print(`Version ${list} of the list (${entries} entries) is in ${join(to, CHANNEL_FOLDER)}: ${files} files.`);
      print('Now commit it on a branch, push the branch and open a pull request.');
    });

  group
    .command('check')
    .summary('check a proposed change: refuse what is not signed, and name all that changes')
    .description(
      'BASE and CHANGE are folders of the repository: as it is, and as it would be. Nothing in CHANGE is run.',
    )
    .argument('<BASE>', 'the repository as it is')
    .argument('<CHANGE>', 'the repository as it would be')
    .option('--names <DIR>', 'folder of the channel on your machine: names are shown instead of hashes')
    .action(check);

  group
    .command('publish')
    .summary('sign snapshot and timestamp, and publish the site on a branch of the repository')
    .description(
      `For the timer. The variable ${KEY_VARIABLE} holds the online key (the text of keys/online-1.pem). That key can neither list nor withdraw.`,
    )
    .argument('<FOLDER>', 'clone of the repository')
    .option('--branch <NAME>', 'branch of the site', 'published')
    .action(publish);

  group
    .command('watch')
    .summary('read the published list as a reader does, and fail when something expires soon')
    .description('For the timer. Exit code 1 and a line for each alarm; they are also written to --summary FILE.')
    .argument('<FOLDER>', 'clone of the repository')
    .requiredOption('--url <URL>', 'address of the published list')
    .option('--summary <FILE>', 'append the alarms to FILE, a line each')
    .action(watch);
}

async function init({ to, host }: { to: string; host: Host }): Promise<void> {
  for (const file of await initRepository(to, host)) print(file);
  print(`Next: channel sign, then: deploy stage DIR --to ${to}. ${join(to, 'README.md')} says the rest.`);
}

async function check(base: string, change: string, { names }: { names?: string }): Promise<void> {
  for (const line of await checkChange({ base, change, names: names ?? null, now: readClock() })) print(line);
  print('Every changed file is covered by signatures. Compare the changes with what you signed.');
}

async function publish(repository: string, { branch }: { branch: string }): Promise<void> {
  const onlineKey = process.env[KEY_VARIABLE] ?? '';
  if (onlineKey === '') {
    throw new Refusal(
      `The variable ${KEY_VARIABLE} is empty: store the text of keys/online-1.pem as a secret of the repository.`,
    );
  }
  const { targets, snapshot, entries } = await publishBranch({ repository, branch, onlineKey, now: readClock() });
  print(`Published version ${targets} of the list (${entries} entries), snapshot ${snapshot}, on branch ${branch}.`);
}

async function watch(repository: string, { url, summary }: { url: string; summary?: string }): Promise<void> {
  requireAddress(url);
  const root = new Uint8Array(await readFile(join(repository, CHANNEL_FOLDER, 'public', '1.root.json')));
  const alarms = await watchSite(url, readClock(), root);
  if (alarms.length === 0) {
    print('The list is valid, and nothing expires soon.');
    return;
  }
  for (const alarm of alarms) print(alarm);
  if (summary !== undefined) await appendFile(summary, alarms.map((alarm) => `- ${printable(alarm)}\n`).join(''));
  throw new ExitStatus(1);
}
