/**
 * `npm run -s check -- FILE|-`: a verdict for each line of JSON, in order. Core and knowledge are the extension's.
 * `place` says where a post was met: card (of a list), page, post (social) or message, the default. It moves the
 * thresholds. A line that is no post gives `{"line":N,"error":"..."}`; the other lines are still judged, and the exit
 * code is 1. With `--registers FOLDER`, registers of licensed agencies answer too, in the field `licences`.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { LineChecker, readRegisters, type CheckedBatch, type LineBatch } from './check/line-checker.ts';
import { checkInThreads, startThreads, stopThreads } from './check/check-in-threads.ts';
import { ensureKnowledge } from './knowledge/compile-knowledge.ts';

/** Lines of one batch. */
const BATCH_LINES = 128;
/** Bytes from which on a file is checked in several threads. Input from a pipe is, from its second batch on. */
const MIN_BYTES_FOR_THREADS = 200_000;

const { folder, file, rest } = readArguments(process.argv.slice(2));
if (file === undefined || rest.length > 0 || file === '--help') {
  console.error(
    `usage: npm run -s check -- [--registers FOLDER] FILE|-
one JSON object a line: id title company location salary text url lang contacts place
--registers FOLDER  registers of licensed agencies, as "hub -- register import" writes them: adds the field "licences"`,
  );
  process.exit(file === '--help' ? 0 : 2);
}
if (file !== '-' && !existsSync(file)) {
  console.error(`No such file: ${file}`);
  process.exit(2);
}
const registers = await readRegisters(folder).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
});
// Threads load their code while the knowledge is compared with its sources
const early = file !== '-' && statSync(file).size >= MIN_BYTES_FOR_THREADS ? startThreads(folder) : null;
await ensureKnowledge();
process.exitCode = 0;
// As of `check FILE | head`: whoever reads the verdicts has enough of them
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
for await (const { output, failed } of checkBatches(file === '-' ? process.stdin : createReadStream(file))) {
  if (failed) process.exitCode = 1;
  await write(output);
}

function readArguments(args: readonly string[]): { folder: string | null; file: string | undefined; rest: string[] } {
  const [first, folder, ...others] = args;
  const [file, ...rest] = first === '--registers' ? others : args;
  return { folder: first === '--registers' ? (folder ?? null) : null, file, rest };
}

/** The output of each batch, in order. A short input does not pay for the start of threads. */
async function* checkBatches(input: NodeJS.ReadableStream): AsyncGenerator<CheckedBatch> {
  const batches = batchesOf(input);
  const { value: only } = await batches.next();
  let checker: LineChecker | null = null;
  const own = (): LineChecker => (checker ??= new LineChecker(registers));
  if (only !== undefined && (early !== null || only.lines.length === BATCH_LINES)) {
    yield* checkInThreads(only, batches, early ?? startThreads(folder), own);
    return;
  }
  await stopThreads(early ?? []);
  if (only !== undefined) yield own().check(only);
}

async function* batchesOf(input: NodeJS.ReadableStream): AsyncGenerator<LineBatch, undefined> {
  let lines: string[] = [];
  let first = 1;
  for await (const line of linesOf(input)) {
    if (lines.push(line) < BATCH_LINES) continue;
    yield { first, lines };
    first += lines.length;
    lines = [];
  }
  if (lines.length > 0) yield { first, lines };
}

/** Lines end at a line feed only: U+2028 may stand inside a JSON string, and `node:readline` would break there. */
async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  input.setEncoding('utf8');
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function write(text: string): Promise<void> {
  if (text === '') return;
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
