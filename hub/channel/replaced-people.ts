/** Keys of people who list with others. They are made on those people's machines, also when they are replaced. */
import { Refusal } from '../refusal.ts';
import type { Person } from './public-keys.ts';
import { roleOfName } from './signing-keys.ts';

/** Keys made with the channel end in a number, keys of people in a name. */
const isPersonKey = (name: string): boolean => /-[a-z][a-z0-9]*$/u.test(name);

/**
 * Whether the person brings the new key. One withdrawals key is enough to withdraw, and a stolen key must not wait. So
 * without a file of the person a new one may be made here.
 */
export function isReplacedElsewhere(name: string, people: readonly Person[]): boolean {
  return isPersonKey(name) && (roleOfName(name) === 'targets' || people.length > 0);
}

/**
 * Throws a Refusal when a person's list key would get its successor on this machine, or the replaced key again.
 * @param known name to public key in hexadecimal
 */
export function requirePeople(
  retiredKeys: readonly string[],
  people: readonly Person[],
  known: ReadonlyMap<string, string>,
): void {
  const theirs = retiredKeys.filter((name) => isPersonKey(name) && roleOfName(name) === 'targets');
  if (theirs.length > people.length) {
    throw new Refusal(
      `${theirs.join(', ')}: kept by another person. With a new key made here, one person could sign for two.`,
      'Let that person, or another one, make new keys on their own machine: channel key FOLDER --name NAME.',
      'Then the same command with --person NAME.public.json. Nothing was changed.',
    );
  }
  const retired = new Set(retiredKeys.map((name) => known.get(name)));
  const again = people.find(({ targets, withdrawals }) => retired.has(targets) || retired.has(withdrawals));
  if (again === undefined) return;
  throw new Refusal(
    `The file of ${again.name} holds a key that is to be replaced. Ask for new keys: channel key FOLDER --name NAME.`,
    'Nothing was changed.',
  );
}
