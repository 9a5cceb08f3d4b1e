/** `hub relay ...`: receives sealed reports, and hands them to those who can open them. */
const COMMANDS: Readonly<Record<string, () => Promise<{ run(args: string[]): Promise<number> }>>> = {
  serve: () => import('./serve.ts'),
  token: () => import('./token.ts'),
  pull: () => import('./pull.ts'),
  try: () => import('./try.ts'),
  keygen: () => import('./keygen.ts'),
  backup: () => import('./backup.ts'),
  restore: () => import('./restore.ts'),
};

const HELP = `usage: npm run -s hub -- relay COMMAND [OPTION ...]

  serve    receive sealed reports over HTTP
  token    make or revoke a token for those who fetch reports
  pull     fetch reports and open them with your own key
  try      send a trial report, to see whether all is well
  keygen   make the key that reports are sealed to
  backup   copy the relay's store while it runs
  restore  put such a copy back

Each command explains itself with --help.`;

/** @returns the exit code: 0 done, 1 failed, 2 wrong arguments */
export async function run([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    console.log(HELP);
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    console.error(`relay: no command "${name}"\n\n${HELP}`);
    return 2;
  }
  return await (await load()).run(args);
}
