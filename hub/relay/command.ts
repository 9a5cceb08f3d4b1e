/** The commands of `hub relay`: receive sealed reports, and open them. */
import { Option, type Command } from 'commander';
import { collect } from '../collect.ts';
import { backupStore } from './backup.ts';
import { runDoctor } from './doctor.ts';
import { makeIdentityFile } from './generate-identity.ts';
import { pull } from './pull.ts';
import { restoreStore } from './restore.ts';
import { serve } from './serve.ts';
import { changeTokens } from './token.ts';
import { sendTrialReport } from './send-trial-report.ts';

const DATA = ['--data <DIR>', "folder of the relay's store (or DATABASE_URL in the environment)"] as const;

export function addCommands(group: Command): void {
  addServerCommands(group);
  addReportCommands(group);
  addSetupCommands(group);
  addBackupCommands(group);
}

function addServerCommands(group: Command): void {
  group
    .command('serve')
    .summary('receive sealed reports over HTTP')
    .description(
      `Receives sealed reports and keeps them until they are fetched. It cannot read them.
With DATABASE_URL=postgres://... in the environment they are kept in PostgreSQL, which several relays behind one balancer may share.
It speaks plain HTTP: on the internet, put a web server with TLS before it, without an access log.`,
    )
    .option('--data <DIR>', 'folder of the reports (made when missing)')
    .option('--port <N>', 'default 8787; 0 takes a free one')
    .option('--host <ADDRESS>', 'address to listen on', '127.0.0.1')
    .option('--capacity <MIB>', 'most reports to hold, in MiB; default 2048')
    .option('--flood <N>', 'reports a minute above which senders must solve a puzzle; default 120; "never"')
    .option('--retain <DAYS>', 'reports that nobody fetched are deleted after; default 180')
    .option(
      '--site <ORIGIN>',
      'let the page for disputes of this web site send, e.g. https://list.example (repeatable)',
      collect,
    )
    .option('--behind-proxy', "read the sender's network from the last X-Forwarded-For, for the rate limit only")
    .action(serve);

  group
    .command('token')
    .summary('make or revoke a token for somebody who fetches reports')
    .description('Makes a token and prints it once; only its hash is kept. The relay may be running.')
    .option(...DATA)
    .option('--name <NAME>', 'whose token it is', 'holder')
    .option('--revoke <NAME>', "revoke NAME's token instead")
    .option('--list', 'print names and days instead')
    .action(changeTokens);
}

function addReportCommands(group: Command): void {
  group
    .command('pull')
    .summary('fetch reports and open them with your own key')
    .description(
      `Fetches every report and opens it with your key. Prints one JSON object a line: {"id", "arrivedOn", "report"}.
A report that cannot be opened is named on standard error and stays at the relay; the exit code is then 1.`,
    )
    .option('--url <URL>', 'the relay')
    .option('--identity <FILE>', 'your age key (relay keygen, or age-keygen)')
    .option('--token-file <FILE>', 'file with your token (or RELAY_TOKEN in the environment)')
    .addOption(new Option('--token <T>', 'your token, visible to other users of this machine').hideHelp())
    .option('--save <DIR>', 'write DIR/<id>.json instead of printing')
    .option('--delete', 'delete each report from the relay once it is printed or saved')
    .action(pull);

  group
    .command('try')
    .summary('send a trial report, to see whether all is well')
    .description(
      "Seals one report that says it is a trial, and sends it as a reader's browser would: to see that a relay takes reports, that the desk gets them, and that your key opens them.",
    )
    .option('--url <URL>', 'the relay')
    .option('--recipient <KEY>', 'the recipient that "relay keygen" printed')
    .action(sendTrialReport);
}

function addSetupCommands(group: Command): void {
  group
    .command('doctor')
    .summary('check a running relay from outside, and say what to mend')
    .description(
      'Asks as a stranger would: address, TLS, headers, caches, version, clock, sealed reports only, limits of size. It stores nothing and needs no token. Exit code 1 when there is a fault.',
    )
    .argument('<URL>', 'the relay')
    .action(runDoctor);

  group
    .command('keygen')
    .summary('make the key that reports are sealed to')
    .description(
      `Makes the key that opens reports and writes it to FILE, which must not exist yet (the form of age-keygen).
Prints its recipient (age1...), which goes into the signed root. Without FILE no report can be read: keep a copy offline.`,
    )
    .argument('<FILE>', 'file of the new key')
    .action(makeIdentityFile);
}

function addBackupCommands(group: Command): void {
  group
    .command('backup')
    .summary("copy the relay's store while it runs")
    .description(
      `Copies the relay's store to the file OUT, which must not exist yet; the relay may be running.
"relay restore" puts it back. A store in PostgreSQL is copied with pg_dump.`,
    )
    .argument('<OUT>', 'file of the copy')
    .option('--data <DIR>', "folder of the relay's store")
    .action(backupStore);

  group
    .command('restore')
    .summary('put such a copy back')
    .description(
      `Puts a copy made by "relay backup" into DIR, where no store may be yet, and checks it first.
Reports that were fetched and deleted after the copy was made come back; fetching them again does no harm.`,
    )
    .argument('<FILE>', 'file of the copy')
    .option('--data <DIR>', "folder of the relay's store")
    .action(restoreStore);
}
