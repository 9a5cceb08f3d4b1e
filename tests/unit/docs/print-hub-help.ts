/** Asks the hub's commands for their help, and prints it as JSON: `channel rotate` to its text. Run by Node itself, which is faster. */
import process from 'node:process';

const help: Record<string, string> = {};
let lines: string[] = [];
console.log = (line: string) => void lines.push(line);

async function readHelp(name: string, args: string[], run: (args: string[]) => Promise<number>): Promise<string> {
  lines = [];
  await run([...args, '--help']);
  return (help[name] = lines.join('\n'));
}

for (const group of ['channel', 'relay', 'partners']) {
  const { run } = (await import(`../../../hub/${group}/command.ts`)) as { run(args: string[]): Promise<number> };
  const overview = await readHelp(group, [], run);
  for (const [, name = ''] of overview.matchAll(/^ {2}([a-z][a-z-]*) /gmu))
    await readHelp(`${group} ${name}`, [name], run);
}
process.stdout.write(JSON.stringify(help));
