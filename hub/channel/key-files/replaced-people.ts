/** Keys of people who list with others. They are made on those people's machines, also when they are replaced. */
import { Refusal } from '../../refusal.ts';
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
    'If this command broke off before, and that file has the new keys already, it is ended by: channel sign DIR',
    'Nothing was changed.',
  );
}

/** Throws a Refusal when two of the people have one name, or one key: the root would name one of them without a name. */
export function requireDistinctPeople(people: readonly Person[]): void {
  const names = people.map(({ name }) => name);
  const again = names.find((name, at) => names.indexOf(name) !== at);
  if (again !== undefined) {
    throw new Refusal(
      `Two of the files are of ${again}. If they are two people, one of them makes keys with another name.`,
      'Nothing was changed.',
    );
  }
  const keys = people.flatMap(({ targets, withdrawals }) => [targets, withdrawals]);
  if (new Set(keys).size === keys.length) return;
  throw new Refusal('Two of the files hold the same key. Ask each person for their own file.', 'Nothing was changed.');
}

/**
 * Throws a Refusal when a key that counts, and stays, has the name of a person with another key. That key would go on counting
 * and no command would name it. @param inForce name to public key of the keys that count
 */
export function requireFreeNames(
  people: readonly Person[],
  inForce: ReadonlyMap<string, string>,
  retiredKeys: readonly string[],
): void {
  for (const { name, targets } of people) {
    const key = `targets-${name}`;
    if (retiredKeys.includes(key) || (inForce.get(key) ?? targets) === targets) continue;
    throw new Refusal(
      `There is a key ${key} already, and it is another one. It would go on counting, and nobody would see it.`,
      `If ${name} has new keys: channel recover DIR --lost ${key} --person ${name}.public.json.`,
      `If it is another person, they make keys with another name. Nothing was changed.`,
    );
  }
}
