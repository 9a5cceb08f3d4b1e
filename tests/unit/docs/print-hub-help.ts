/** Prints the help of the hub's commands as JSON: `channel rotate` to its text. Run by Node itself, which is faster. */
import process from 'node:process';
import { createHub } from '../../../hub/run-hub.ts';

const help: Record<string, string> = {};
for (const group of (await createHub()).commands) {
  help[group.name()] = group.helpInformation();
  for (const command of group.commands) help[`${group.name()} ${command.name()}`] = command.helpInformation();
}
process.stdout.write(JSON.stringify(help));
