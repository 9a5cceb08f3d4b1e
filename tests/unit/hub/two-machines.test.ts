/**
 * Two people, two machines, two keys. What one asks for, the other sees. Nothing is published before both have signed.
 */
import { createHash } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { readPerson } from '../../../hub/channel/key-files/public-keys.ts';
import { keyFromPublicHex } from '../../../hub/channel/key-files/signing-keys.ts';
import { RECIPIENT } from '../channel/test-channel.ts';
import { runChannel, succeeds, snapshotFolder, createMachine, refuses, type Machine } from './publisher-machine.ts';

let anna: Machine;
let mali: Machine;
let dir: string;
let keys: string;
let request: string;

beforeEach(async () => {
  [anna, mali] = [await createMachine(), await createMachine()];
  [dir, keys, request] = [anna.path('list'), mali.path('keys'), anna.path('request.jl')];
  await succeeds('key', keys, '--name', 'mali', '--no-passphrase');
  await succeeds('init', dir, '--publisher', 'Example Shelter', '--person', mali.path('keys', 'mali.public.json'));
  await succeeds('add', dir, await anna.csv('telegram,@gold_hr88,trafficking,E-1', 'line,silver.hr,job-scam,E-2'));
});

interface RootJson {
  keys: Record<string, { keyval: { public: string } }>;
  roles: { targets: { keyids: string[] } };
}

/** The request as it arrives on Mali's machine. */
async function carried(change: (request: Record<string, unknown>) => void = () => undefined): Promise<string> {
  const json = JSON.parse(gunzipSync(await readFile(request)).toString()) as Record<string, unknown>;
  change(json);
  await writeFile(mali.path('request.jl'), gzipSync(JSON.stringify(json)));
  return mali.path('request.jl');
}

async function cosigned(...options: string[]): Promise<string> {
  const file = await carried();
  await succeeds('cosign', file, '--keys', keys, '--yes', ...options);
  await cp(`${file}.signature`, anna.path('from-mali.signature'));
  return anna.path('from-mali.signature');
}

describe('a list signed by two', () => {
  it('is requested, shown, signed, brought back and published', async () => {
    const before = await snapshotFolder(anna.path('list', 'public'));
    expect(await succeeds('sign', dir, '--ask', request)).toContain('Nothing is published yet');
    expect(await snapshotFolder(anna.path('list', 'public'))).toEqual(before);

    const file = await carried();
    const seen = await succeeds('cosign', file, '--keys', keys);
    expect(seen).toMatch(/2 new, 0 removed, 0 disputed\. The list then has 2 entries/u);
    expect(seen).toContain('new: telegram gold_hr88 (trafficking, E-1)');
    expect(seen).toContain('for the first time: compare the fingerprint');
    expect(seen).toContain('Nothing was signed');

    expect(await succeeds('sign', dir, '--with', await cosigned())).toContain('Signed: 2 entries');
    expect(await succeeds('verify', dir)).toContain('good: version 1 by Example Shelter, 2 entries');

    await succeeds('remove', dir, 'line', 'silver.hr');
    await succeeds('add', dir, await anna.csv('line,bronze.hr,job-scam,E-3'));
    await succeeds('sign', dir, '--ask', request);
    const again = await succeeds('cosign', await carried(), '--keys', keys);
    expect(again).toMatch(/1 new, 1 removed, 0 disputed/u);
    expect(again).toContain('removed: line silver.hr');
    expect(again).not.toContain('first time');
    await succeeds('sign', dir, '--with', await cosigned());
    expect(await succeeds('verify', dir)).toContain('good: version 2 by Example Shelter, 2 entries');
  });

  it('is not published by one, nor by a signature of something else', async () => {
    expect(await refuses('sign', dir)).toMatch(/2 of its keys are needed: here are only targets-1/u);
    expect(await refuses('sign', dir, '--with', await anna.file('x', '{}'))).toContain('is no signature that');
    await succeeds('sign', dir, '--ask', request);
    const first = await cosigned();
    await succeeds('add', dir, await anna.csv('line,bronze.hr,job-scam,E-3'));
    expect(await refuses('sign', dir, '--with', first)).toContain('The list was changed since');
    await succeeds('sign', dir, '--ask', request);
    expect(await refuses('sign', dir, '--with', first)).toContain('is for another state');
    const forged = (await readFile(await cosigned('--again'), 'utf8')).replace(/"sig": "../u, '"sig": "00');
    await writeFile(anna.path('forged'), forged);
    expect(await refuses('sign', dir, '--with', anna.path('forged'))).toContain('does not verify');
    expect((await runChannel('verify', dir))[0]).toBe(1);
  });

  it('is shown completely: every one of 40 names, not the first ten', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => `line,hr.${at}x,job-scam,E-${at}`);
    await succeeds('add', dir, await anna.csv(...rows));
    await succeeds('sign', dir, '--ask', request);
    const seen = await succeeds('cosign', await carried(), '--keys', keys);
    for (let at = 0; at < 40; at++) expect(seen).toContain(`new: line hr.${at}x (job-scam, E-${at})`);
    expect(seen).not.toContain('more');
  });

  it('goes to a file when it is too long to print, and is signed only with the digest of that file', async () => {
    const rows = Array.from({ length: 600 }, (_, at) => `line,hr.${at}x,job-scam,E-${at}`);
    await succeeds('add', dir, await anna.csv(...rows));
    await succeeds('sign', dir, '--ask', request);
    const file = await carried();
    expect(await succeeds('cosign', file, '--keys', keys)).toMatch(/All \d+ lines are in .*\.changes\.txt/u);
    const text = await readFile(`${file}.changes.txt`);
    expect(text.toString().match(/^ {2}new: line hr\./gmu)).toHaveLength(600);
    expect(await refuses('cosign', file, '--keys', keys, '--yes')).toContain('Read all changes in');
    expect(await refuses('cosign', file, '--keys', keys, '--yes', '--seen', '0'.repeat(64))).toContain(
      'Read all changes',
    );
    const digest = createHash('sha256').update(text).digest('hex');
    expect(await succeeds('cosign', file, '--keys', keys, '--yes', '--seen', digest)).toContain('Signed with');
  });

  it('is not signed twice in one version with different content, unless the person says so', async () => {
    await succeeds('sign', dir, '--ask', request);
    await cosigned();
    await cosigned();
    await succeeds('add', dir, await anna.csv('line,bronze.hr,job-scam,E-3'));
    await succeeds('sign', dir, '--ask', request);
    expect(await refuses('cosign', await carried(), '--keys', keys, '--yes')).toContain(
      'signed version 1 already, with other content',
    );
    expect(await refuses('cosign', await carried(), '--keys', keys)).toContain('Call the keeper');
    expect(await succeeds('sign', dir, '--with', await cosigned('--again'))).toContain('Signed: 3 entries');
    await writeFile(mali.path('keys', 'signed-here.json'), '{');
    expect(await refuses('cosign', await carried(), '--keys', keys)).toContain('is damaged');
  });

  it('is refused when the files of the former list are left out, as removals would not be shown', async () => {
    await succeeds('sign', dir, '--ask', request);
    await succeeds('sign', dir, '--with', await cosigned());
    await succeeds('remove', dir, 'line', 'silver.hr');
    await succeeds('sign', dir, '--ask', request);
    for (const empty of [['hashes'], ['listings'], ['hashes', 'listings']]) {
      const hidden = await carried((json) => {
        for (const name of empty) (json['before'] as Record<string, string>)[name] = '';
      });
      expect(await refuses('cosign', hidden, '--keys', keys, '--yes'), String(empty)).toContain(
        'lacks the files of the former list',
      );
    }
  });

  it('escapes terminal controls in what comes from outside', async () => {
    await succeeds('sign', dir, '--ask', request);
    const hostile = await carried((json) => {
      json['list'] = String(json['list']).replace('trafficking', 'traf\u001b[2Jficking\u202e');
    });
    const complaint = await refuses('cosign', hostile, '--keys', keys);
    expect(complaint).toContain('traf\\u{1b}[2Jficking\\u{202e}');
    // eslint-disable-next-line no-control-regex
    expect(complaint).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
  });

  it('is refused by the other machine when its rows are not what is signed', async () => {
    await succeeds('sign', dir, '--ask', request);
    const hidden = await carried((json) => {
      json['list'] = String(json['list']).replace('silver.hr', 'harmless.hr');
    });
    expect(await refuses('cosign', hidden, '--keys', keys, '--yes')).toMatch(
      /indicators.hashes, rebuilt from the rows/u,
    );
    const reason = await carried((json) => {
      json['list'] = String(json['list']).replace('job-scam', 'impersonation');
    });
    expect(await refuses('cosign', reason, '--keys', keys, '--yes')).toMatch(/rebuilt from the rows/u);
    const other = await carried((json) => {
      json['list'] = `${String(json['list'])}telegram,extra_one,trafficking,E-9,2026-11-01,2027-11-01,\n`;
    });
    expect(await refuses('cosign', other, '--keys', keys, '--yes')).toMatch(/rebuilt from the rows/u);
    await writeFile(mali.path('cut.jl'), (await readFile(request)).subarray(0, 200));
    expect(await refuses('cosign', mali.path('cut.jl'), '--keys', keys)).toContain('cannot be read as a request');
  });

  it('hides no change beside the list: who may withdraw, and how its files are described', async () => {
    interface ListJson {
      targets: Record<string, { custom?: { pairs: string } }>;
      delegations: { keys: Record<string, object>; roles: { keyids: string[]; threshold: number; paths: string[] }[] };
    }
    await succeeds('sign', dir, '--ask', request);
    await succeeds('sign', dir, '--with', await cosigned());
    await succeeds('sign', dir, '--ask', request);
    const changed = (change: (signed: ListJson) => void): Promise<string> =>
      carried((json) => change((json['metadata'] as { signed: ListJson }).signed));
    const dropKey = ({ keys: held, roles: [role] }: ListJson['delegations']): void => {
      const [gone] = role!.keyids.splice(0, 1);
      delete held[gone!];
    };
    const dropped = await changed(({ delegations }) => dropKey(delegations));
    expect(await succeeds('cosign', dropped, '--keys', keys)).toMatch(/^May no longer withdraw: \S/mu);
    const raised = await changed(({ delegations }) => void (delegations.roles[0]!.threshold = 2));
    expect(await succeeds('cosign', raised, '--keys', keys)).toContain('A withdrawal needs 2 keys, where it was 1');
    // Readers follow the first role of a name, and a parser that keeps roles by name the last one.
    await succeeds('key', mali.path('eve'), '--name', 'eve', '--no-passphrase');
    const eve = await readPerson(mali.path('eve', 'eve.public.json'));
    const foreign = keyFromPublicHex(eve.withdrawals);
    const twice = await changed(({ delegations }) => {
      Object.assign(delegations.keys, { [foreign.keyID]: foreign.toJSON() });
      delegations.roles.unshift({ ...delegations.roles[0]!, keyids: [foreign.keyID] });
    });
    expect(await refuses('cosign', twice, '--keys', keys, '--yes')).toContain('a role occurs twice');
    const elsewhere = await changed(({ delegations }) => void (delegations.roles[0]!.paths = ['*']));
    expect(await refuses('cosign', elsewhere, '--keys', keys, '--yes')).toContain('exactly one role');
    const described = await changed(({ targets }) => {
      targets['indicators.hashes']!.custom = { pairs: '0'.repeat(64) };
    });
    expect(await refuses('cosign', described, '--keys', keys, '--yes')).toContain(
      'describes indicators.hashes in another way than the rows do',
    );
  });

  it('lists no withdrawn name again unseen, neither here nor at the other machine', async () => {
    await succeeds('sign', dir, '--ask', request);
    await succeeds('sign', dir, '--with', await cosigned());
    await succeeds('withdraw', dir, 'line', 'silver.hr');
    await succeeds('sign', dir, '--ask', request);
    expect(await succeeds('cosign', await carried(), '--keys', keys)).toMatch(
      /0 new, 1 removed, 0 disputed\. The list then has 1 entries\.\n {2}withdrawn already, and leaves the list: line silver\.hr$/mu,
    );
    const kept = await cosigned();
    await writeFile(anna.path('list', 'withdrawn.csv'), 'kind,value,on,as\n');
    expect(await refuses('sign', dir, '--with', kept)).toContain('would be listed again now');
    expect(await succeeds('diff', dir)).toContain('listed again: line silver.hr (withdrawn on');
    expect(await refuses('sign', dir, '--ask', request)).toContain('1 withdrawn name would be listed again');
    await succeeds('sign', dir, '--ask', request, '--confirm');
    const file = await carried();
    expect(await succeeds('cosign', file, '--keys', keys, '--again')).toContain(
      'listed again: line silver.hr (withdrawn on',
    );
    expect(await refuses('cosign', file, '--keys', keys, '--yes', '--again')).toContain('would be listed again');
    expect(await succeeds('sign', dir, '--with', await cosigned('--again', '--confirm'))).toContain(
      '0 of them withdrawn',
    );
  });

  it('holds no withdrawn name, so that one withdrawals key cannot list it again under the new signature', async () => {
    await succeeds('sign', dir, '--ask', request);
    await succeeds('sign', dir, '--with', await cosigned());
    const rows = await readFile(anna.path('list', 'list.csv'), 'utf8');
    await succeeds('withdraw', dir, 'line', 'silver.hr');
    // A keeper's tool that leaves it on the list, and only says that it stays withdrawn.
    const withdrawn = await readFile(anna.path('list', 'withdrawn.csv'), 'utf8');
    await writeFile(anna.path('list', 'withdrawn.csv'), 'kind,value,on,as\n');
    await succeeds('sign', dir, '--ask', request, '--confirm');
    const lying = await carried((json) => Object.assign(json, { withdrawn }));
    expect(await refuses('cosign', lying, '--keys', keys, '--yes', '--confirm')).toMatch(
      /still holds what is withdrawn: silver\.hr/u,
    );
    await writeFile(anna.path('list', 'withdrawn.csv'), withdrawn);
    await succeeds('sign', dir, '--ask', request);
    expect(await succeeds('sign', dir, '--with', await cosigned())).toContain('Signed: 1 entries, 0 of them');
    // Its row stays until it is removed, and its withdrawal with it: "diff" and the next request know it.
    expect(await readFile(anna.path('list', 'list.csv'), 'utf8')).toBe(rows);
    expect(await readFile(anna.path('list', 'withdrawn.csv'), 'utf8')).toContain('silver.hr');
    expect(await succeeds('diff', dir)).toContain('in list.csv, and stays withdrawn: line silver.hr (withdrawn on');
    await writeFile(anna.path('list', 'withdrawn.csv'), 'kind,value,on,as\n');
    await succeeds('refresh', dir);
    expect(await succeeds('verify', dir)).toContain('1 entries');
    expect(await refuses('sign', dir, '--ask', request)).toContain('1 withdrawn name would be listed again');
  });

  it('shows what is listed again by the signed withdrawals only: they can be neither left out nor changed', async () => {
    interface FormerWithdrawals {
      metadata: { signed: { expires: string } };
      file: string;
    }
    await succeeds('sign', dir, '--ask', request);
    await succeeds('sign', dir, '--with', await cosigned());
    await succeeds('withdraw', dir, 'line', 'silver.hr');
    await writeFile(anna.path('list', 'withdrawn.csv'), 'kind,value,on,as\n');
    await succeeds('sign', dir, '--ask', request, '--confirm');
    const forged = (change: (before: { withdrawals: FormerWithdrawals | null }) => void): Promise<string> =>
      carried((json) => change(json['before'] as { withdrawals: FormerWithdrawals | null }));
    const left = await forged((before) => void (before.withdrawals = null));
    expect(await refuses('cosign', left, '--keys', keys, '--confirm')).toContain('lacks the former withdrawals');
    const emptied = await forged(({ withdrawals }) => {
      const text = Buffer.from(withdrawals!.file, 'base64').toString();
      expect(text).toContain('removed');
      withdrawals!.file = Buffer.from(text.replace('removed', 'another')).toString('base64');
    });
    expect(await refuses('cosign', emptied, '--keys', keys, '--confirm')).toContain('the former withdrawals');
    const unsigned = await forged(({ withdrawals }) => {
      withdrawals!.metadata.signed.expires = '2099-01-01T00:00:00Z';
    });
    expect(await refuses('cosign', unsigned, '--keys', keys, '--confirm')).toContain('the former withdrawals');
    expect(await succeeds('cosign', await carried(), '--keys', keys, '--confirm')).toContain(
      'listed again: line silver.hr',
    );
  });

  it('hides no removal behind a former list that was never signed', async () => {
    await succeeds('sign', dir, '--ask', request);
    await succeeds('sign', dir, '--with', await cosigned());
    await succeeds('remove', dir, 'line', 'silver.hr');
    await succeeds('sign', dir, '--ask', request);
    const forged = await carried((json) => {
      const before = json['before'] as { targets: { signed: { expires: string } } };
      before.targets.signed.expires = '2099-01-01T00:00:00Z';
    });
    expect(await refuses('cosign', forged, '--keys', keys, '--yes')).toContain('was not signed for root');
    const none = await carried((json) => {
      json['before'] = null;
    });
    expect(await refuses('cosign', none, '--keys', keys, '--yes')).toContain(
      'is for version 2, and the one before it is 0',
    );
  });

  it('is signed for one channel only, forwards only, and by nobody else', async () => {
    await succeeds('sign', dir, '--ask', request);
    const old = await readFile(request);
    await succeeds('sign', dir, '--with', await cosigned());
    await succeeds('add', dir, await anna.csv('line,bronze.hr,job-scam,E-3'));
    await succeeds('sign', dir, '--ask', request);
    await cosigned();
    await writeFile(mali.path('old.jl'), old);
    expect(await refuses('cosign', mali.path('old.jl'), '--keys', keys, '--yes')).toContain('signed version 2 already');

    const other = anna.path('other');
    await succeeds('init', other, '--publisher', 'Example Shelter', '--person', mali.path('keys', 'mali.public.json'));
    await succeeds('sign', other, '--ask', anna.path('other.jl'));
    expect(await refuses('cosign', anna.path('other.jl'), '--keys', keys, '--yes')).toContain(
      'and this request is for',
    );

    const stranger = mali.path('stranger');
    await succeeds('key', stranger, '--name', 'eve', '--no-passphrase');
    expect(await refuses('cosign', request, '--keys', stranger, '--yes')).toContain('may sign this');
  });

  it('asks twice for names that look like employers', async () => {
    await succeeds(
      'add',
      dir,
      await anna.csv(
        'domain,amazon-hiring-th.example.com,impersonation,E-5',
        'domain,amazon-hiring-th.com,impersonation,E-6',
      ),
    );
    expect(await refuses('sign', dir, '--ask', request)).toContain(
      '1 looks like a large employer. Nothing was signed.',
    );
    await succeeds('sign', dir, '--ask', request, '--confirm');
    expect(await refuses('cosign', await carried(), '--keys', keys, '--yes')).toContain('--yes --confirm');
    expect(await succeeds('cosign', await carried(), '--keys', keys, '--yes', '--confirm')).toContain(
      'Signed with targets-mali',
    );
  });
});

describe('a root signed on two machines', () => {
  it('is refused when it keeps a key ID and swaps the key', async () => {
    await succeeds('sign', dir, '--ask', request);
    await succeeds('sign', dir, '--with', await cosigned());
    await cp(anna.path('list', 'keys', 'root-2.pem'), mali.path('vault', 'root-2.pem'), { recursive: true });
    for (const name of ['root-2', 'root-3']) await rm(anna.path('list', 'keys', `${name}.pem`));
    await succeeds('rotate', dir, '--recipient', RECIPIENT, '--ask', request);
    const swapped = await carried((json) => {
      const { keys: rootKeys, roles } = (json['metadata'] as { signed: RootJson }).signed;
      rootKeys[roles.targets.keyids[0]!]!.keyval.public = 'ab'.repeat(32);
    });
    expect(await refuses('cosign', swapped, '--keys', mali.path('vault'), '--yes')).toMatch(
      /the new root: the key ID [0-9a-f]{64} does not belong to its key/u,
    );
  });

  it('shows whose keys and whose reports change, and counts once both have signed', async () => {
    await succeeds('sign', dir, '--ask', request);
    await succeeds('sign', dir, '--with', await cosigned());
    const vault = mali.path('vault');
    await cp(anna.path('list', 'keys', 'root-2.pem'), mali.path('vault', 'root-2.pem'), { recursive: true });
    for (const name of ['root-2', 'root-3']) await rm(anna.path('list', 'keys', `${name}.pem`));

    const recipient = RECIPIENT;
    expect(await refuses('rotate', dir, '--recipient', recipient)).toMatch(
      /2 of its keys are needed: here are only root-1/u,
    );
    await succeeds('rotate', dir, '--recipient', recipient, '--ask', request);
    expect(await succeeds('verify', dir)).toContain('recipients of reports: none');
    const seen = await succeeds('cosign', await carried(), '--keys', vault);
    expect(seen).toContain(`REPORTS are sealed to ${recipient}`);
    await succeeds('cosign', mali.path('request.jl'), '--keys', vault, '--yes');
    await succeeds('rotate', dir, '--with', mali.path('request.jl.signature'));
    expect(await succeeds('verify', dir)).toContain(`recipients of reports: ${recipient}`);

    // New keys too: they are made at once, and count once both have signed.
    await succeeds('rotate', dir, '--replace', 'online', '--ask', request);
    expect(await succeeds('refresh', dir)).toContain('root 2');
    const unnamed = await succeeds('cosign', await carried(), '--keys', vault);
    expect(unnamed).toMatch(/online key \(snapshot\): no longer a key that is not known here \([0-9a-f]{16}\)/u);
    // Names come from files on this machine, such as a copy of the channel's own.
    await cp(anna.path('list', 'public-keys.json'), mali.path('vault', 'public-keys.json'));
    expect(await succeeds('cosign', await carried(), '--keys', vault, '--yes')).toContain('no longer online-1');
    expect(await succeeds('rotate', dir, '--with', mali.path('request.jl.signature'))).toContain(
      'no longer count: online-1',
    );
    expect(await succeeds('keys', dir)).toMatch(/^online-2 +here, NOT encrypted/u);
    expect(await succeeds('verify', dir)).toContain('good: version 3 by Example Shelter');
  });
});
