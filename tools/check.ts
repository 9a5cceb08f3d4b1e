/**
 * `npm run -s check -- FILE|-`: a verdict for each line of JSON, in order, by the core and the knowledge of the extension.
 * `place` says where a post was met: card (of a list), page, post (social) or message, which is the default; it moves the
 * thresholds. A line that is no post gives `{"line":N,"error":"..."}`, the rest goes on, and the exit code is 1 at the end.
 * With `--registers FOLDER`, registers of licensed agencies answer too, in the field `licences`.
 */
import { createReadStream, existsSync } from 'node:fs';
import * as v from 'valibot';
import { analyse, conclude, loadKnowledge, type Knowledge } from '../utils/detect/analyse.ts';
import { JobPostSchema } from '../utils/model/job-post.ts';
import type { Verdict } from '../utils/model/verdict.ts';
import { answerLicences, type RegisterInUse } from '../utils/register/answer-licences.ts';
import { applyLicences } from '../utils/register/apply-licences.ts';
import { PLACE_KINDS } from './eval/rows.ts';
import { ensureKnowledge } from './knowledge/compile-knowledge.ts';
import { readCompiled } from './knowledge/read-compiled.ts';

const LineSchema = v.object({
  id: v.optional(v.string()),
  title: v.optional(v.string(), ''),
  company: v.optional(v.string(), ''),
  location: v.optional(v.string(), ''),
  salary: v.optional(v.string(), ''),
  text: v.optional(v.string(), ''),
  url: v.optional(v.string(), ''),
  lang: v.optional(v.string()),
  contacts: v.optional(v.array(v.string()), () => []),
  place: v.optional(v.picklist(['card', 'page', 'post', 'message']), 'message'),
});

const BATCH = 64 * 1024;

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
const registers = folder === null ? [] : await readRegisters(folder);
await ensureKnowledge();
process.exitCode = await checkLines(
  file === '-' ? process.stdin : createReadStream(file),
  loadKnowledge(readCompiled()),
);

function readArguments(args: readonly string[]): { folder: string | null; file: string | undefined; rest: string[] } {
  const [first, folder, ...others] = args;
  const [file, ...rest] = first === '--registers' ? others : args;
  return { folder: first === '--registers' ? (folder ?? null) : null, file, rest };
}

async function readRegisters(place: string): Promise<RegisterInUse[]> {
  const { openRegisters } = await import('../hub/register/register-folder.ts');
  try {
    return (await openRegisters(place)).map((register) => ({ register, added: false }));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

async function checkLines(input: NodeJS.ReadableStream, knowledge: Knowledge): Promise<number> {
  const today = new Date().toISOString().slice(0, 10);
  let number = 0;
  let failed = 0;
  let out = '';
  for await (const line of linesOf(input)) {
    number++;
    if (line.trim() === '') continue;
    const result = checkLine(line, knowledge, today);
    if (typeof result === 'string') failed = 1;
    out += `${JSON.stringify(typeof result === 'string' ? { line: number, error: result } : result)}\n`;
    if (out.length < BATCH) continue;
    await write(out);
    out = '';
  }
  await write(out);
  return failed;
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

/** A verdict, or what is wrong with the line. */
function checkLine(line: string, knowledge: Knowledge, today: string): (Verdict & { id: string | null }) | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return `not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (Array.isArray(value)) return 'line: one post is an object, not a list';
  const parsed = v.safeParse(LineSchema, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return `${v.getDotPath(issue) ?? 'line'}: ${issue.message}`;
  }
  const { id, lang, place, ...fields } = parsed.output;
  const post = v.parse(JobPostSchema, { ...fields, id: id ?? '', site: 'check', kind: PLACE_KINDS[place] });
  const analysis = analyse(post, knowledge, lang ?? null);
  const licences = answerLicences(post, registers, { contacts: () => analysis.mentions, today });
  return { id: id ?? null, ...applyLicences(conclude(analysis, [], today), licences, analysis.guarded) };
}

async function write(text: string): Promise<void> {
  if (text === '') return;
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
