/** `hub -- relay token`: who may pull. */
import { storeLocation, UsageError, withArguments } from './arguments.ts';
import { openStore, type RelayStore } from './relay-store.ts';
import { hashToken, generateToken } from './tokens.ts';

const HELP = `usage: relay token --data DIR [--name NAME] [--revoke NAME] [--list]

Makes a token for one who fetches reports, and prints it once; only its hash is kept.

  --data DIR      the relay's folder (or DATABASE_URL in the environment); the relay may be running
  --name NAME     whose token it is; default "holder"
  --revoke NAME   takes NAME's token away instead
  --list          prints names and days of making instead`;

export async function run(args: string[]): Promise<number> {
  const options = {
    data: { type: 'string' },
    name: { type: 'string' },
    revoke: { type: 'string' },
    list: { type: 'boolean' },
  } as const;
  return await withArguments(args, { help: HELP, options, positionals: 0 }, async (values) => {
    const store = await openStore(storeLocation(values));
    try {
      if (values['list'] === true) {
        for (const token of await store.tokens()) console.log(`${token.name}\t${token.madeOn}`);
        return 0;
      }
      if (typeof values['revoke'] === 'string') return await revokeToken(store, values['revoke']);
      return await issueToken(store, typeof values['name'] === 'string' ? values['name'] : 'holder');
    } finally {
      await store.close();
    }
  });
}

async function revokeToken(store: RelayStore, name: string): Promise<number> {
  if (await store.revokeToken(name)) {
    console.error(`The token of "${name}" opens nothing any more.`);
    return 0;
  }
  console.error(`relay: there is no token of "${name}"`);
  return 1;
}

async function issueToken(store: RelayStore, name: string): Promise<number> {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u.test(name)) {
    throw new UsageError('a name is 1 to 64 letters, digits, spaces, dots or dashes');
  }
  const token = generateToken();
  if (!(await store.addToken(name, hashToken(token), new Date().toISOString().slice(0, 10)))) {
    console.error(`relay: "${name}" has a token; revoke it first, or choose another name`);
    return 1;
  }
  console.log(token);
  console.error('Keep it safe: it is not shown again.');
  return 0;
}
