/** `hub partners ...`: hands what is listed to other organisations in their formats, and reads theirs. */
const COMMANDS: Readonly<Record<string, () => Promise<{ run(args: string[]): Promise<number> }>>> = {
  export: () => import('./export.ts'),
  import: () => import('./import.ts'),
  validate: () => import('./validate.ts'),
};

const HELP = `usage: npm run -s hub -- partners COMMAND [OPTION ...]

  export    write what is listed as STIX 2.1, a MISP event, CSV, or the recruitment fields of IOM's HTCDS
  import    read a partner's file; prints lines for "channel add", which a person looks at first
  validate  check a file against the format's own schema

Each command explains itself with --help.`;

/** @returns the exit code: 0 done, 1 refused, 2 wrong arguments */
export async function run([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    console.log(HELP);
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    console.error(`partners: no command "${name}"\n\n${HELP}`);
    return 2;
  }
  return await (await load()).run(args);
}
