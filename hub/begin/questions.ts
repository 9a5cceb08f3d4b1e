/** The questions of `hub begin`, in order. There are at most eleven. */
import { MIN_PASSPHRASE_LENGTH } from '../channel/key-files/passphrases.ts';
import { HOSTS, type Host } from '../deploy/init-repository.ts';

/** A free host, or the publisher's own web server. */
export type PublishingHost = Host | 'own';

export interface Question {
  id: keyof Answers;
  prompt: string;
  /** Shown in an empty field. */
  example: string;
  /** Answer of an empty field; undefined: an answer is needed. */
  fallback?: string;
  /** Typed without being shown, and never stored. */
  secret?: true;
  choices?: readonly PublishingHost[];
  /** Whether the question is asked, given the answers so far. */
  applies?: (answers: Partial<Answers>) => boolean;
  /** Says what is wrong with the answer, or undefined. */
  fault: (answer: string) => string | undefined;
}

export interface Answers {
  publisher: string;
  /** Passphrase of the first person's keys. */
  passphrase: string;
  /** Short name of the second person; '' when one person lists alone. */
  second: string;
  /** Folder of the second person's keys: their machine or a memory stick. */
  secondFolder: string;
  secondPassphrase: string;
  host: PublishingHost;
  /** https address of the list. */
  address: string;
  /** https address of the relay; '' when no reports are taken. */
  relay: string;
  /** Short names, separated by commas. */
  moderators: string;
  /** Language tags, separated by commas; '' for all. */
  languages: string;
  /** `who|number|hours|https page`; '' for none. */
  hotline: string;
}

const SHORT_NAME = /^[a-z][a-z0-9]{0,29}$/u;

const nameFault = (name: string): string | undefined =>
  SHORT_NAME.test(name) ? undefined : `"${name}" is no short name: use small letters a to z, like "mali".`;

const passphraseFault = (answer: string): string | undefined =>
  Array.from(answer).length >= MIN_PASSPHRASE_LENGTH
    ? undefined
    : `Use ${MIN_PASSPHRASE_LENGTH} characters or more, such as five words.`;

const addressFault = (answer: string): string | undefined => {
  const url = URL.canParse(answer) ? new URL(answer) : null;
  const isLocal = url?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname);
  if (url !== null && (url.protocol === 'https:' || isLocal) && `${url.username}${url.search}${url.hash}` === '')
    return undefined;
  return 'Give an https address, such as https://list.shelter.example/';
};

const orEmpty =
  (fault: Question['fault']): Question['fault'] =>
  (answer) =>
    answer === '' ? undefined : fault(answer);

export const QUESTIONS: readonly Question[] = [
  {
    id: 'publisher',
    prompt: 'Name of your organisation, as warnings show it',
    example: 'Example Shelter',
    fault: (answer) => (answer.length > 0 && answer.length <= 80 ? undefined : 'Give a name of 1 to 80 characters.'),
  },
  {
    id: 'passphrase',
    prompt: 'Passphrase of your keys: five words or more. Write it down, apart from this machine',
    example: '',
    secret: true,
    fault: passphraseFault,
  },
  {
    id: 'second',
    prompt: 'Short name of the second person who signs (empty: you list alone)',
    example: 'mali',
    fallback: '',
    fault: orEmpty(nameFault),
  },
  {
    id: 'secondFolder',
    prompt: "Folder for the second person's keys: on a memory stick that they take with them",
    example: '/media/stick/keys',
    applies: ({ second }) => second !== '',
    fault: (answer) => (answer === '' ? 'Give a folder.' : undefined),
  },
  {
    id: 'secondPassphrase',
    prompt: 'Passphrase of the second person. They type it themselves',
    example: '',
    secret: true,
    applies: ({ second }) => second !== '',
    fault: passphraseFault,
  },
  {
    id: 'host',
    prompt: 'Who serves the list?',
    example: '',
    fallback: 'github',
    choices: [...HOSTS, 'own'],
    fault: (answer) =>
      [...HOSTS, 'own'].includes(answer) ? undefined : `Give one of ${[...HOSTS, 'own'].join(', ')}.`,
  },
  {
    id: 'address',
    prompt: 'Address that the list will have',
    example: 'https://NAME.github.io/list/',
    fault: addressFault,
  },
  {
    id: 'relay',
    prompt: 'Address of the relay for reports (empty: you take no reports)',
    example: 'https://relay.shelter.example/',
    fallback: '',
    fault: orEmpty(addressFault),
  },
  {
    id: 'moderators',
    prompt: 'Short names of those who read reports, with commas',
    example: 'ana,ben',
    applies: ({ relay }) => relay !== '',
    fault: (answer) =>
      answer
        .split(',')
        .map(nameFault)
        .find((fault) => fault !== undefined),
  },
  {
    id: 'languages',
    prompt: 'Languages of your readers, the most needed first (empty: all)',
    example: 'th,my,en',
    fallback: '',
    fault: orEmpty((answer) =>
      /^[a-z]{2,3}(?:-[A-Za-z]+)?(?:,[a-z]{2,3}(?:-[A-Za-z]+)?)*$/u.test(answer)
        ? undefined
        : 'Give tags with commas, like th,my,en.',
    ),
  },
  {
    id: 'hotline',
    prompt: 'Your hotline: who answers|number|hours|page that says so (empty: none)',
    example: 'Example Shelter|000-000-000|24h|https://shelter.example/hotline',
    fallback: '',
    fault: orEmpty((answer) => (answer.split('|').length === 4 ? undefined : 'Give four parts, with | between them.')),
  },
];
