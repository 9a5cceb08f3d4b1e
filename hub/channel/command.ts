/** `hub channel ...`: makes, signs and serves a list. Exit codes: 0 done, 1 refused, 2 wrong arguments. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { ChannelError, type ChannelFault } from '../../utils/channel/channel-error.ts';
import { Refusal } from '../refusal.ts';
import { COMMANDS } from './commands.ts';
import type { Values } from './commands/command.ts';

export async function run([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    console.log(overview());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    console.error(`channel: no command "${name}"\n\n${overview()}`);
    return 2;
  }
  const usage = `usage: npm run -s hub -- channel ${command.usage}\n\n${command.help}`;
  let read: { values: Values; positionals: string[] };
  try {
    const options: ParseArgsOptionsConfig = { ...command.options, help: { type: 'boolean', short: 'h' } };
    read = parseArgs({ args, options, allowPositionals: true }) as typeof read;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (read.values['help'] === true) {
    console.log(usage);
    return 0;
  }
  const [least, most] = command.argumentCount;
  if (read.positionals.length < least || read.positionals.length > most) {
    console.error(usage);
    return 2;
  }
  try {
    await command.run(read.values, read.positionals, (line) => console.log(line));
    return 0;
  } catch (error) {
    console.error(messageOf(error));
    return 1;
  }
}

const COPY_AGAIN = 'Copy the public folder to the host again, whole, timestamp.json last (channel publish).';

const WHAT_TO_DO: Partial<Record<ChannelFault, string>> = {
  expired:
    'Sign it anew: "channel refresh" for snapshot and timestamp, "channel sign" for the list, "channel rotate" for the root.',
  clock:
    'Is the clock of this machine right? If it is, the channel was left alone for long: "channel rotate", then "channel sign".',
  threshold: 'Too few people have signed: "channel keys" says how many must, "channel sign" signs.',
  'wrong-length': COPY_AGAIN,
  'wrong-hash': COPY_AGAIN,
  'mix-and-match': COPY_AGAIN,
  rollback: COPY_AGAIN,
  'not-found':
    'Nothing was found there. Was the list signed (channel sign), and copied to the host whole (channel publish)?',
  offline: 'The host could not be reached. Is the address right, and is this machine online?',
  server: 'The host answered with an error. Try again; if it stays, ask whoever runs it.',
  redirected: 'The host sends readers on to another address, which they refuse: give that address instead.',
};

function messageOf(error: unknown): string {
  if (error instanceof Refusal) return error.lines.join('\n');
  if (error instanceof ChannelError) {
    const what = WHAT_TO_DO[error.fault];
    return `A reader's browser refuses this channel (${error.fault}): ${error.detail}${what === undefined ? '' : `\n${what}`}`;
  }
  return error instanceof Error ? error.message : String(error);
}

function overview(): string {
  const lines = Object.values(COMMANDS).map(({ usage, summary }) => `  ${usage}\n      ${summary}`);
  return `usage: npm run -s hub -- channel COMMAND ...\n\n${lines.join('\n')}\n\nEach command explains itself with --help.`;
}
