/** What a group of the hub's commands says of itself in `--help`. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { HUB_REFERENCE_PATH, hubReference } from '../../../tools/docs/hub-reference.ts';
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

/** The help of a group's commands, as the reference for publishers says it and as the commands print it. */
export async function helpOf(group: string): Promise<{ written: string; printed: string }> {
  const sectionOf = (reference: string): string =>
    reference.split(/^(?=## )/mu).find((section) => section.startsWith(`## ${group}\n`)) ?? '';
  return { written: sectionOf(readFileSync(HUB_REFERENCE_PATH, 'utf8')), printed: sectionOf(await hubReference()) };
}
