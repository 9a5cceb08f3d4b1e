/**
 * The NGO's side: `npm run -s hub -- GROUP COMMAND ...`. Each group is a folder with a `command.ts` that exports
 * `run(args): Promise<number>`, the exit code.
 */
import process from 'node:process';

const GROUPS = ['channel', 'relay', 'partners'];

const HELP = `usage: npm run -s hub -- GROUP COMMAND [OPTION ...]

  channel   makes, signs and serves the list
  relay     receives sealed reports, and opens them
  partners  hands indicators to other organisations, and takes theirs

npm run -s hub -- GROUP --help lists the commands.`;

async function main([group, ...args]: string[]): Promise<number> {
  if (group === undefined || group === '--help' || group === '-h') {
    console.log(HELP);
    return group === undefined ? 2 : 0;
  }
  if (!GROUPS.includes(group)) {
    console.error(`hub: no group "${group}"\n\n${HELP}`);
    return 2;
  }
  const command = (await import(`./${group}/command.ts`)) as { run(args: string[]): Promise<number> };
  return await command.run(args);
}

process.exitCode = await main(process.argv.slice(2));
