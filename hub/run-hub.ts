/**
 * The hub's command line: `npm run -s hub -- GROUP COMMAND ...`. Each group is a folder whose `command.ts` exports
 * `addCommands`. Exit codes: 0 done; 1 refused or failed; 2 a mistake of typing, in all groups.
 */
import { Command, CommanderError } from 'commander';
import { ChannelError } from '../utils/channel/channel-error.ts';
import { channelAdvice } from './channel-advice.ts';
import { ExitStatus } from './exit-status.ts';
import { printError } from './print.ts';
import { Refusal } from './refusal.ts';
import { systemAdvice } from './system-advice.ts';
import { UsageError } from './usage-error.ts';

const GROUPS = {
  begin: 'set up keys, channel, host, relay, brand and desk by eleven questions',
  channel: 'make, sign and serve the list',
  deploy: 'publish the list from a repository on a free host',
  relay: 'receive sealed reports, and open them',
  partners: 'give indicators to other organisations, and read theirs',
  register: 'publish registers of licensed agencies, and look numbers up',
} as const;
type Group = keyof typeof GROUPS;

/** Builds the command line. @param loaded groups whose commands are loaded; the others are only named */
export async function createHub(loaded: readonly string[] = Object.keys(GROUPS)): Promise<Command> {
  const hub = new Command('npm run -s hub --').description("The publisher's side of JobLantern.");
  for (const [name, summary] of Object.entries(GROUPS) as [Group, string][]) {
    const group = hub
      .command(name)
      .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`)
      .summary(summary);
    if (!loaded.includes(name)) continue;
    const { addCommands } = (await import(`./${name}/command.ts`)) as { addCommands(group: Command): void };
    addCommands(group);
  }
  return configure(hub);
}

/** Applies to a command and all below it what commander does not inherit. */
function configure(command: Command): Command {
  command.exitOverride().helpCommand(false).allowExcessArguments(false).showHelpAfterError();
  command.configureOutput({
    writeOut: (text) => console.log(text.trimEnd()),
    writeErr: (text) => console.error(text.trimEnd()),
  });
  for (const sub of command.commands) configure(sub);
  return command;
}

/** Runs one command. @returns the exit code */
export async function runHub(args: readonly string[]): Promise<number> {
  const hub = await createHub(args.slice(0, 1));
  const running: { command: Command } = { command: hub };
  hub.hook('preAction', (_hub, command) => {
    running.command = command;
    refuseEmptyWords(command);
  });
  try {
    await hub.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof ExitStatus) return error.code;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) {
      printError(error.message);
      running.command.outputHelp({ error: true });
      return 2;
    }
    for (const line of linesOf(error, args[0] ?? 'hub')) printError(line);
    return 1;
  }
}

/** Throws a UsageError for an empty word. A script gives one for a variable that is not set, and "" would be the current folder. */
function refuseEmptyWords(command: Command): void {
  const { registeredArguments, processedArgs, options } = command;
  const values = command.opts<Record<string, unknown>>();
  const given: [name: string, value: unknown][] = [
    ...registeredArguments.map((argument, at): [string, unknown] => [argument.name(), processedArgs[at]]),
    ...options.map((option): [string, unknown] => [option.long ?? option.flags, values[option.attributeName()]]),
  ];
  const empty = given.find(([, value]) => [value].flat().includes(''));
  if (empty !== undefined) throw new UsageError(`${empty[0].replace('...', '')} is empty.`);
}

function linesOf(error: unknown, group: string): readonly string[] {
  if (error instanceof Refusal) return error.lines;
  if (error instanceof ChannelError) return channelAdvice(error);
  const lines = `${group}: ${error instanceof Error ? error.message : String(error)}`.split('\n');
  const advice = systemAdvice(error);
  return advice === null ? lines : [...lines, advice];
}
