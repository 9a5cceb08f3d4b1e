/** `hub -- relay pull`: fetches sealed reports into a folder or a pipe. */
import { readTextFile } from '../channel/read-text-file.ts';
import { ExitStatus } from '../exit-status.ts';
import { makeFolder } from '../make-folder.ts';
import { printError } from '../print.ts';
import { UsageError } from '../usage-error.ts';
import { requireOption } from './options.ts';
import { deleteReport, MAX_KEY_FILE_BYTES, pullReports, readIdentities } from './pull-reports.ts';
import { printReport, saveReport } from './save-report.ts';

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
    const other = await (folder === undefined ? printReport(pulled) : saveReport(folder, pulled));
    if (typeof other === 'string')
      printError(`relay: ${pulled.id} was saved before with other content; this one is ${other}`);
    if (values.delete === true) await deleteReport(source, pulled.id);
    taken += 1;
  }
  if (folder !== undefined) printError(`${taken} saved in ${folder}`);
  if (failed > 0) throw new ExitStatus(1);
}

/** @throws when it has not the form of a token. Nothing of it is named: a message may end in a log. */
async function readToken(values: PullValues): Promise<string> {
  const token = (await findToken(values)).trim();
  if (!/^jlr_[\w-]+$/u.test(token))
    throw new Error('this is no token of a relay: one begins with jlr_ and is one word');
  return token;
}

/** The token of `--token-file` or RELAY_TOKEN. `--token` is still accepted, with a warning. @throws UsageError without one */
async function findToken({ token, tokenFile }: PullValues): Promise<string> {
  // PowerShell writes UTF-16 where its output goes to a file.
  if (tokenFile !== undefined) return await readTextFile(tokenFile, MAX_KEY_FILE_BYTES);
  if (token !== undefined) {
    printError('relay: other users of this machine can see --token; use --token-file or RELAY_TOKEN instead');
    return token;
  }
  const fromEnvironment = process.env['RELAY_TOKEN'];
  if (fromEnvironment === undefined) throw new UsageError('--token-file or RELAY_TOKEN is needed');
  return fromEnvironment;
}
