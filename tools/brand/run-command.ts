/** Finds the command, reads its options, and says what went wrong. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { Refusal } from '../../hub/refusal.ts';

export type Values = Record<string, string | boolean | undefined>;

export interface BrandCommand {
  usage: string;
  summary: string;
  help: string;
  options: ParseArgsOptionsConfig;
  /** @param name the one free argument  @returns the exit code. Throws a Refusal. */
  run(name: string, values: Values): Promise<number>;
}

export async function runCommand(
  commands: Readonly<Record<string, BrandCommand>>,
  [name = '', ...args]: string[],
): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const isHelp = name === '--help' || name === '-h';
    const lines = Object.values(commands).map(({ usage, summary: what }) => `  ${usage}\n      ${what}`);
    const overview = `usage: npm run -s brand -- COMMAND ...\n\n${lines.join('\n')}\n\nEach command explains itself with --help.`;
    if (isHelp) console.log(overview);
    else console.error(name === '' ? overview : `brand: no command "${name}"\n\n${overview}`);
    return isHelp ? 0 : 2;
  }
  const usage = `usage: npm run -s brand -- ${command.usage}\n\n${command.help}`;
  try {
    const options: ParseArgsOptionsConfig = { ...command.options, help: { type: 'boolean', short: 'h' } };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values['help'] === true) {
      console.log(usage);
      return 0;
    }
    const [free, ...more] = positionals;
    if (free === undefined || more.length > 0) {
      console.error(usage);
      return 2;
    }
    return await command.run(free, values as Values);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS')) {
      console.error(`${(error as Error).message}\n\n${usage}`);
      return 2;
    }
    console.error(
      error instanceof Refusal ? error.lines.join('\n') : error instanceof Error ? error.message : String(error),
    );
    return 1;
  }
}
