/** What a group of the hub's commands says of itself in `--help`. */
import type { Command } from 'commander';
import { createHub } from '../../../hub/run-hub.ts';

export interface DescribedCommand {
  name: string;
  /** Its summary, its description, and the descriptions of its arguments and shown options. */
  texts: string[];
  /** Its options as a call spells them, such as `--keys <FOLDER>`. */
  options: string[];
}

/** The commands of a group, in the order of `--help`. */
export async function describedCommands(group: string): Promise<DescribedCommand[]> {
  const hub = await createHub([group]);
  const commands = hub.commands.find((each) => each.name() === group)?.commands ?? [];
  return commands.map(describe);
}

function describe(command: Command): DescribedCommand {
  const options = command.options.filter(({ hidden }) => !hidden);
  return {
    name: command.name(),
    texts: [
      command.summary(),
      command.description(),
      ...command.registeredArguments.map(({ description }) => description),
      ...options.map(({ description }) => description),
    ],
    options: options.map(({ flags }) => flags),
  };
}
