/** Command lines of the project, on commander: one form of help, one form of errors, one set of exit codes. */
import { Command, InvalidArgumentError } from 'commander';

/**
 * A command line. Wrong use prints the error and the help and ends with 2.
 * @param name as it is typed after `npm run -s`
 */
export function commandLine(name: string, description: string): Command {
  return new Command(`npm run -s ${name} --`)
    .description(description)
    .configureHelp({ helpWidth: 120 })
    .helpCommand(false)
    .showHelpAfterError()
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
}

/** Reads the value of an option as an integer of at least `min`. */
export function integer(min: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!Number.isSafeInteger(number) || number < min)
      throw new InvalidArgumentError(`An integer from ${min} on is needed.`);
    return number;
  };
}

/** Runs the action that the arguments name. An error of the action is printed, and the command ends with 1. */
export async function runCommandLine(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 1;
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' && path !== undefined ? `No such file or folder: ${path}` : error.message;
}
