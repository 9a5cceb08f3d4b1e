/** The reference of the publisher's command line: the help of every command, as the commands print it. */
import type { Command } from 'commander';
import { createHub } from '../../hub/run-hub.ts';

export const HUB_REFERENCE_PATH = 'docs/publisher/reference.md';

/** Characters in a line of help. */
const HELP_WIDTH = 116;

/** The document in Markdown. */
export async function hubReference(): Promise<string> {
  const groups = (await createHub()).commands.map((group) => {
    const commands = group.commands.map((command) => `### ${group.name()} ${command.name()}\n\n${codeBlock(command)}`);
    const own = commands.length === 0 ? [codeBlock(group)] : [group.description()];
    return [`## ${group.name()}`, ...own, ...commands].join('\n\n');
  });
  const comment = '<!-- This page is made by `npm run -s docs -- --write` from the commands. -->';
  const intro = 'Every command of `npm run -s hub`, with the help that it prints.';
  return `${['# Reference of the commands', comment, intro, EXIT_CODES, ...groups].join('\n\n')}\n`;
}

const EXIT_CODES = `## Exit codes

| code | meaning |
| ---: | --- |
| 0 | done |
| 1 | refused or failed: the message on standard error says why, and what to do |
| 2 | a mistake of typing: an unknown word, an argument or option that is missing or empty, or a value that an option never takes. Nothing was done; the command's help follows the message |`;

const codeBlock = (command: Command): string =>
  `\`\`\`text\n${command.configureHelp({ helpWidth: HELP_WIDTH }).helpInformation().trim()}\n\`\`\``;
