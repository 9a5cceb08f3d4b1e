/** Asks the hub's commands for their help, and prints it as JSON: `channel rotate` to its text. Run by Node itself, which is faster. */
import process from 'node:process';

const help: Record<string, string> = {};
let said: string[] = [];
console.log = (line: string) => void said.push(line);

async function ask(name: string, args: string[], run: (args: string[]) => Promise<number>): Promise<string> {
  said = [];
  await run([...args, '--help']);
  return (help[name] = said.join('\n'));
}

for (const group of ['channel', 'relay', 'partners']) {
  const { run } = (await import(`../../../hub/${group}/command.ts`)) as { run(args: string[]): Promise<number> };
  const overview = await ask(group, [], run);
  for (const [, name = ''] of overview.matchAll(/^ {2}([a-z][a-z-]*) /gmu)) await ask(`${group} ${name}`, [name], run);
}
process.stdout.write(JSON.stringify(help));
