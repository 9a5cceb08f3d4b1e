/** `hub -- relay token`: makes and revokes the tokens of those who fetch reports. */
import { printError } from '../print.ts';
import { printable } from '../printable.ts';
import { UsageError } from '../usage-error.ts';
import { storeLocation } from './options.ts';
import { openStore } from './open-store.ts';
import type { RelayStore } from './relay-store.ts';
import { hashToken, generateToken } from './tokens.ts';

interface TokenValues {
  data?: string;
  name: string;
  revoke?: string;
  list?: boolean;
}

/** Runs `relay token`. */
export async function changeTokens(values: TokenValues): Promise<void> {
  const store = await openStore(storeLocation(values));
  try {
    if (values.list === true) {
      for (const token of await store.tokens()) console.log(`${printable(token.name)}\t${token.madeOn}`);
    } else if (values.revoke === undefined) await issueToken(store, values.name);
    else await revokeToken(store, values.revoke);
  } finally {
    await store.close();
  }
}

async function revokeToken(store: RelayStore, name: string): Promise<void> {
  if (await store.revokeToken(name)) {
    printError(`The token of "${name}" no longer works.`);
    return;
  }
  throw new Error(`there is no token of "${name}"`);
}

async function issueToken(store: RelayStore, name: string): Promise<void> {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u.test(name)) {
    throw new UsageError('a name is 1 to 64 letters, digits, spaces, dots or dashes');
  }
  const token = generateToken();
  if (!(await store.addToken(name, hashToken(token), new Date().toISOString().slice(0, 10)))) {
    throw new Error(`"${name}" has a token; revoke it first, or choose another name`);
  }
  console.log(token);
  printError('Keep it safe: it is not shown again.');
}
