/**
 * Mistakes of typing: a word, an option or its value that a command cannot take. All groups end with exit code 2, print the
 * command's help and do nothing. So a script can tell a wrong call from one that was refused.
 */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createPublisher, misusesHub, snapshotFolder, type Machine } from './publisher-machine.ts';

let anna: Machine;
let dir: string;
beforeEach(async () => {
  ({ anna, dir } = await createPublisher());
  for (const name of ['DATABASE_URL', 'RELAY_TOKEN']) vi.stubEnv(name, undefined);
});

/** Runs the call with LIST for the folder of a channel and FILE for a file, and returns its complaint. */
async function complaintAbout(call: string): Promise<string> {
  const words = { LIST: dir, FILE: await anna.file('domains.txt', 'bad-one.info'), NEW: anna.path('new') };
  const args = call.split(' ').map((word) => words[word as keyof typeof words] ?? word.replace("''", ''));
  const before = await snapshotFolder(anna.folder);
  const complaint = await misusesHub(...args);
  expect(await snapshotFolder(anna.folder)).toEqual(before);
  return complaint;
}

describe('an option that is left out', () => {
  it.each([
    ['channel key NEW', '--name is needed: a short name of small letters, like "mali".'],
    ['channel invite LIST', '--url is needed: the https address of the public files.'],
    ['channel publish LIST', '--to is needed: the folder to copy the public files into.'],
    ['channel cosign FILE', '--keys is needed: the folder with your own keys.'],
    ['channel recover LIST', '--lost takes the name of a key, such as targets-2.'],
    ['channel text FILE --evidence A-1', 'A text needs --category and --evidence.'],
    ['channel expire LIST line gold.hr', '--on YYYY-MM-DD is needed: the day of expiry.'],
    ['channel expire LIST --on 2099-01-01', 'Name the indicators for --on: a CSV, or a kind and a value.'],
    ['channel import LIST FILE', 'Say why these are listed: --category'],
    ['channel import LIST FILE --category job-scam', 'Say where the evidence is: --evidence'],
    ['channel import LIST FILE --category job-scam --mirror', '--mirror needs --evidence'],
    ['deploy init', "required option '--to <FOLDER>' not specified"],
    ['deploy stage LIST', "required option '--to <FOLDER>' not specified"],
    ['deploy watch NEW', "required option '--url <URL>' not specified"],
    ['partners export LIST', '--format takes stix, misp'],
    ['partners taxii LIST --to NEW', "required option '--url <URL>' not specified"],
    ['partners validate FILE', '--schema is needed'],
    ['register import LIST FILE --mapping ph-dmw', "required option '--as-of <DAY>' not specified"],
    ['register lookup LIST', 'give --text or --file'],
    ['relay serve', '--data is needed'],
    ['relay token', '--data is needed'],
    ['relay pull', '--url is needed'],
    ['relay try --url https://relay.example', '--recipient is needed'],
    ['relay backup NEW', '--data is needed'],
    ['relay restore FILE', '--data is needed'],
  ])('%s', async (call, words) => {
    expect(await complaintAbout(call)).toContain(words);
  });
});

describe('a value that an option never takes', () => {
  it.each([
    ['channel serve LIST --port x', '--port takes a number up to 65535.'],
    ['channel key NEW --name Mali', 'cannot be a key\'s name: use a short one of small letters a to z, like "mali".'],
    ['channel invite LIST --url list.example', '"list.example" is no https address'],
    ['channel invite LIST --url https://list.example --colour red', '--colour takes a colour like #1f5f8b.'],
    ['channel recover LIST --lost red', '--lost takes the name of a key'],
    ['channel rotate LIST --replace all', '--replace takes root, targets, withdrawals or online, not "all".'],
    ['channel expire LIST line gold.hr --on soon', '--on takes a day like 2027-03-31, not "soon".'],
    ['channel import LIST FILE --category bad', '--category takes one of'],
    ['channel import LIST FILE --format xml', '--format takes one of csv, domains'],
    ['channel text FILE --category bad --evidence A-1', '--category takes one of'],
    ['deploy init --to NEW --host none', 'Allowed choices are github'],
    ['deploy watch NEW --url list.example', '"list.example" is no address'],
    ['partners export LIST --format xml', '--format takes stix, misp'],
    ['partners import FILE --category bad', '--category takes'],
    ['partners taxii LIST --to NEW --url list.example', '"list.example" is no https address'],
    ['register import LIST FILE --mapping ph-dmw --as-of soon', '--as-of takes a day like 2026-11-20, not "soon".'],
    ['register import LIST FILE --mapping xx --as-of 2026-11-20', 'There is no mapping "xx". Known: '],
    ['register lookup LIST --text x --on soon', '--on takes a day like 2026-11-20'],
    ['relay serve --data NEW --port x', '--port must be a whole number'],
    ['relay serve --data NEW --site list.example/x', '--site takes an origin'],
  ])('%s', async (call, words) => {
    expect(await complaintAbout(call)).toContain(words);
  });
});

describe('an address that is none', () => {
  it.each(['channel pull LIST list.example', 'channel verify https://', 'relay doctor relay.example'])(
    '%s',
    async (call) => {
      expect(await complaintAbout(call)).toMatch(/is no (?:web )?address/u);
    },
  );
});

describe('an empty word, as a script gives for a variable that is not set', () => {
  it.each([
    ["channel refresh ''", 'DIR is empty.'],
    ["channel publish LIST --to ''", '--to is empty.'],
    ["channel sign LIST --keys ''", '--keys is empty.'],
    ["channel init NEW --publisher ''", '--publisher is empty.'],
    ["deploy stage LIST --to ''", '--to is empty.'],
    ["partners taxii LIST --to '' --url https://list.example", '--to is empty.'],
    ["register import LIST '' --mapping ph-dmw --as-of 2026-11-20", 'FILE is empty.'],
    ["relay serve --data ''", '--data is empty.'],
  ])('%s', async (call, words) => {
    expect(await complaintAbout(call)).toContain(words);
  });
});
