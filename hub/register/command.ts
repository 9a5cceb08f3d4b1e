/** The commands of `hub register`: registers of licensed agencies, published with the list. */
import type { Command } from 'commander';
import * as v from 'valibot';
import { dayOf } from '../../utils/indicators/day-number.ts';
import type { LicenceAnswer } from '../../utils/model/licence-answer.ts';
import { answerLicences } from '../../utils/register/answer-licences.ts';
import { JobPostSchema } from '../../utils/model/job-post.ts';
import { locked } from '../channel/channel-lock.ts';
import { readTextFile } from '../channel/read-text-file.ts';
import { isThere } from '../is-there.ts';
import { print } from '../print.ts';
import { UsageError } from '../usage-error.ts';
import { importRegister } from './import-register.ts';
import { mappingIds, readMapping } from './mapping.ts';
import { REGISTER_FORMATS, type RegisterFormat } from './read-register.ts';
import { openRegisters, removeRegister } from './register-folder.ts';

/** Refused rows that are printed. */
const MAX_SHOWN = 10;

export function addCommands(group: Command): void {
  group
    .command('import')
    .summary("make a country's register from the office's list: CSV, HTML, PDF or text in columns")
    .description(
      `Save the office's list yourself; nothing is fetched. Rows that cannot be read are left out and named. When there are many, or when the new register is much smaller than the former, nothing is imported unless --confirm.
It is published by the next "channel sign". After some weeks it no longer answers "valid": import a newer list before.`,
    )
    .argument('<DIR>', 'folder of the channel')
    .argument('<FILE...>', "the office's files; several pages together")
    .requiredOption('--mapping <ID>', 'which office: see "register offices"')
    .requiredOption('--as-of <DAY>', "day of the office's list, such as 2026-11-20")
    .option('--format <FORMAT>', `${REGISTER_FORMATS.join(', ')} (default: detected from the file)`)
    .option('--source <URL>', "address of the list (default: the office's page)")
    .option('--confirm', 'import although many rows cannot be read or much is missing')
    .action(locked('register import', importFiles));

  group
    .command('lookup')
    .summary('what the registers say of a number, a name or a text')
    .description('REGISTERS is the folder of a channel, a folder of registers, or one register.')
    .argument('<REGISTERS>', 'where the registers are')
    .option('--text <TEXT>', 'text of a post, with number and name')
    .option('--file <FILE>', 'file with the text of a post')
    .option('--on <DAY>', 'day to answer for (default: today)')
    .option('--json', 'print JSON')
    .action(lookUp);

  group
    .command('show')
    .summary("a channel's registers: country, agencies, day and expiry")
    .argument('<DIR>', 'folder of the channel')
    .action(async (dir: string) => {
      const today = dayOf(Date.now());
      for (const { country, register, count, asOf, expiresOn } of await openRegisters(dir)) {
        const end = expiresOn < today ? `expired on ${expiresOn}: import a newer list` : `answers until ${expiresOn}`;
        print(`${country}  ${register}: ${count} agencies, as of ${asOf}, ${end}`);
      }
    });

  group
    .command('remove')
    .summary('take a register out of the channel, with the next "channel sign"')
    .argument('<DIR>', 'folder of the channel')
    .argument('<COUNTRY>', 'two letters, such as ph')
    .action(
      locked('register remove', async (dir: string, country: string) => {
        await removeRegister(dir, country);
        print(`Removed. Readers have it until the next: channel sign ${dir}`);
      }),
    );

  group
    .command('offices')
    .summary('the offices whose lists can be imported')
    .action(async () => {
      for (const id of await mappingIds()) {
        const { country, office, source } = await readMapping(id);
        print(`${id.padEnd(14)}${country}  ${office}, ${source}`);
      }
    });
}

interface ImportValues {
  mapping: string;
  asOf: string;
  format?: string;
  source?: string;
  confirm?: boolean;
}

async function importFiles(dir: string, files: string[], values: ImportValues): Promise<void> {
  const { format, ...rest } = values;
  if (format !== undefined && !REGISTER_FORMATS.includes(format as RegisterFormat)) {
    throw new UsageError(`--format takes ${REGISTER_FORMATS.join(', ')}`);
  }
  const known = format === undefined ? {} : { format: format as RegisterFormat };
  const made = await importRegister({ dir, files, ...rest, ...known, today: dayOf(Date.now()) });
  for (const line of made.refused.slice(0, MAX_SHOWN)) print(`left out: ${line}`);
  if (made.refused.length > MAX_SHOWN) print(`left out: ${made.refused.length - MAX_SHOWN} more rows`);
  print(
    `${made.register}: ${made.agencies} agencies, ${made.repeated} repeated rows, ${made.refused.length} left out.`,
  );
  print(`It answers "valid" until ${made.expiresOn}. Publish it: channel sign ${dir}`);
}

interface LookUpValues {
  text?: string;
  file?: string;
  on?: string;
  json?: boolean;
}

/** A post has some thousand letters. */
const MAX_POST_BYTES = 1024 * 1024;

async function lookUp(place: string, { text, file, on, json = false }: LookUpValues): Promise<void> {
  if ((text === undefined) === (file === undefined)) throw new UsageError('give --text or --file');
  if (file !== undefined && !isThere(file)) throw new UsageError(`there is no ${file}`);
  if (on !== undefined && !/^\d{4}-\d{2}-\d{2}$/u.test(on)) throw new UsageError('--on takes a day like 2026-11-20');
  const post = v.parse(JobPostSchema, { id: '', text: text ?? (await readTextFile(file ?? '', MAX_POST_BYTES)) });
  const registers = (await openRegisters(place)).map((register) => ({ register, isSubscribed: false }));
  const answers = answerLicences(post, registers, { contacts: () => [], today: on ?? dayOf(Date.now()) });
  if (json) print(JSON.stringify(answers));
  else if (answers.length === 0) print('No licence number or agency of these registers was found in the text.');
  else for (const answer of answers) print(sentenceOf(answer));
}

const SENTENCES: Readonly<Record<LicenceAnswer['status'], string>> = {
  valid: 'is valid',
  expired: 'has expired',
  suspended: 'is suspended',
  cancelled: 'is cancelled',
  'not-in-register': 'is not in the register',
  'other-name': 'belongs to another name',
  'similar-name': 'belongs to a name that is written nearly the same',
  'name-missing': 'is in the register; the text does not name the agency',
  'number-missing': 'is a name in the register; the text gives no number',
  outdated: 'cannot be answered: the register is too old',
};

function sentenceOf({ status, country, register, asOf, quote, agency }: LicenceAnswer): string {
  const of =
    agency === undefined
      ? ''
      : ` Register: ${agency.number}, ${agency.name}, valid until ${agency.validUntil ?? 'no day given'}.`;
  return `${country} ${register}, as of ${asOf}: "${quote}" ${SENTENCES[status]}.${of}`;
}
