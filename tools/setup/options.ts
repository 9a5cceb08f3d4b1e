/** Options of a command line. What a command says of itself is the comment at the head of its file: one text for both readers. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs, type ParseArgsConfig } from 'node:util';

type Parsed<T extends ParseArgsConfig> = ReturnType<typeof parseArgs<T>>;

/**
 * As `parseArgs`. `--help` prints the head of the file and ends with 0; an option that the command does not have ends with 2
 * and says which. @param file `import.meta.url` of the command
 */
export function readOptions<const T extends ParseArgsConfig>(file: string, config: T): Parsed<T> {
  const args = config.args ?? process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(headOf(readFileSync(fileURLToPath(file), 'utf8')));
    process.exit(0);
  }
  try {
    return parseArgs<T>(config);
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}\n\n${headOf(readFileSync(fileURLToPath(file), 'utf8'))}`,
    );
    process.exit(2);
  }
}

/** The first comment of a source text, without its stars; empty when it begins with none. */
export function headOf(source: string): string {
  const [, comment = ''] = /^\/\*\*([\s\S]*?)\*\//u.exec(source) ?? [];
  return comment.replaceAll(/^[ \t]*\*?[ \t]?/gmu, '').trim();
}
