/** `hub -- relay pull`: sealed reports from the relay into a folder or a pipe. */
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { requireOption, UsageError, withArguments } from './arguments.ts';
import { deleteReport, pullReports, readIdentities, type PulledReport } from './pull-reports.ts';

const HELP = `usage: relay pull --url URL --identity FILE [--token T] [--save DIR] [--delete]

Fetches every report and opens it with your key. Prints one JSON object a line: {"id", "arrivedOn", "report"}.
A report that cannot be opened is named on standard error and stays at the relay; the exit code is then 1.

  --url URL        the relay
  --identity FILE  your age key (relay keygen, or age-keygen)
  --token T        your token; better in the environment as RELAY_TOKEN, where other users cannot see it
  --save DIR       writes DIR/<id>.json instead of printing
  --delete         takes each report off the relay once it is printed or saved`;

export async function run(args: string[]): Promise<number> {
  const options = {
    url: { type: 'string' },
    identity: { type: 'string' },
    token: { type: 'string' },
    save: { type: 'string' },
    delete: { type: 'boolean' },
  } as const;
  return await withArguments(args, { help: HELP, options, positionals: 0 }, async (values) => {
    const token = values['token'] ?? process.env['RELAY_TOKEN'];
    if (typeof token !== 'string') throw new UsageError('--token or RELAY_TOKEN is needed');
    const source = {
      url: requireOption(values, 'url'),
      token,
      identities: await readIdentities(requireOption(values, 'identity')),
    };
    const folder = typeof values['save'] === 'string' ? values['save'] : null;
    if (folder !== null) await mkdir(folder, { recursive: true, mode: 0o700 });
    let [taken, failed] = [0, 0];
    for await (const pulled of pullReports(source)) {
      if ('error' in pulled) {
        failed += 1;
        console.error(`relay: ${pulled.id} (${pulled.arrivedOn}) could not be opened: ${escapeControls(pulled.error)}`);
        continue;
      }
      await (folder === null ? print(pulled) : save(folder, pulled));
      if (values['delete'] === true) await deleteReport(source, pulled.id);
      taken += 1;
    }
    if (folder !== null) console.error(`${taken} saved in ${folder}`);
    return failed === 0 ? 0 : 1;
  });
}

/** Resolves when the line was handed on, so that nothing is deleted before. */
async function print(pulled: PulledReport): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(`${escapeControls(JSON.stringify(pulled))}\n`, (error) => (error ? reject(error) : resolve()));
  });
}

/** Durable before it returns. */
async function save(folder: string, pulled: PulledReport): Promise<void> {
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
