/** `hub -- relay pull`: fetches sealed reports into a folder or a pipe. */
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitStatus } from '../exit-status.ts';
import { makeFolder } from '../make-folder.ts';
import { printError } from '../print.ts';
import { UsageError } from '../usage-error.ts';
import { requireOption } from './options.ts';
import { deleteReport, pullReports, readIdentities, type PulledReport } from './pull-reports.ts';

interface PullValues {
  url?: string;
  identity?: string;
  token?: string;
  tokenFile?: string;
  save?: string;
  delete?: boolean;
}

/** Runs `relay pull`. Exit code 1 when a report could not be opened. */
export async function pull(values: PullValues): Promise<void> {
  const { save: folder } = values;
  const source = {
    url: requireOption(values, 'url'),
    token: await readToken(values),
    identities: await readIdentities(requireOption(values, 'identity')),
  };
  if (folder !== undefined) makeFolder(folder, 0o700);
  let [taken, failed] = [0, 0];
  for await (const pulled of pullReports(source)) {
    if ('error' in pulled) {
      failed += 1;
      printError(`relay: ${pulled.id} (${pulled.arrivedOn}) could not be opened: ${pulled.error}`);
      continue;
    }
    if (pulled.pictureFault !== undefined)
      printError(`relay: the picture of ${pulled.id} was left out: ${pulled.pictureFault}`);
    await (folder === undefined ? printReport(pulled) : saveReport(folder, pulled));
    if (values.delete === true) await deleteReport(source, pulled.id);
    taken += 1;
  }
  if (folder !== undefined) printError(`${taken} saved in ${folder}`);
  if (failed > 0) throw new ExitStatus(1);
}

/** The token of `--token-file` or RELAY_TOKEN. `--token` is still accepted, with a warning. @throws UsageError without one */
async function readToken({ token, tokenFile }: PullValues): Promise<string> {
  if (tokenFile !== undefined) return (await readFile(tokenFile, 'utf8')).trim();
  if (token !== undefined) {
    printError('relay: other users of this machine can see --token; use --token-file or RELAY_TOKEN instead');
    return token;
  }
  const fromEnvironment = process.env['RELAY_TOKEN'];
  if (fromEnvironment === undefined) throw new UsageError('--token-file or RELAY_TOKEN is needed');
  return fromEnvironment;
}

/** Resolves when the line was written, so that nothing is deleted before. */
async function printReport(pulled: PulledReport): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(`${escapeControls(JSON.stringify(pulled))}\n`, (error) => (error ? reject(error) : resolve()));
  });
}

/** Durable before it returns. */
async function saveReport(folder: string, pulled: PulledReport): Promise<void> {
  const file = join(folder, `${pulled.id}.json`);
  const part = await open(`${file}.part`, 'w', 0o600);
  try {
    await part.writeFile(`${JSON.stringify(pulled, null, 2)}\n`);
    await part.sync();
  } finally {
    await part.close();
  }
  await rename(`${file}.part`, file);
  const parent = await open(folder, 'r');
  try {
    await parent.sync();
  } finally {
    await parent.close();
  }
}

/** Writes what could steer a terminal (C0, C1, bidi) as JSON escapes: a report is a stranger's text. */
function escapeControls(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
