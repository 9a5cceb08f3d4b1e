/** The steps of `hub begin`: the commands that the manual names, with the publisher's answers. */
import { join } from 'node:path';
import type { Answers } from './questions.ts';

/** One command. */
export interface Command {
  /** `hub` or `brand` or `build`: the npm script. */
  script: 'hub' | 'brand' | 'build';
  args: readonly string[];
  /** File for its standard output. */
  outputTo?: string;
  /** Whose passphrase it gets. */
  as?: 'first' | 'second';
}

export interface Step {
  id: string;
  /** What the person reads while it runs. */
  title: string;
  commands: readonly Command[];
  /** Answers that it depends on. They cannot change once it is done. */
  uses: readonly (keyof Answers)[];
  /** Files and folders that it makes. They are deleted by `--undo`, and before the step runs again. */
  creates: readonly string[];
}

const hub = (...args: string[]): Command => ({ script: 'hub', args });

export interface StepOptions {
  /** Folder of everything that is made here. */
  to: string;
  /** Age recipient of reports; '' until its key is made. */
  recipient: string;
  withDesk: boolean;
}

export function stepsOf(answers: Answers, { to, recipient, withDesk }: StepOptions): Step[] {
  const list = join(to, 'list');
  const hasRelay = answers.relay !== '';
  return [
    ...(answers.second === '' ? [] : [secondPersonStep(answers)]),
    ...(hasRelay ? [reportKeyStep(to)] : []),
    channelStep(answers, list, hasRelay ? recipient : null),
    firstReleaseStep(answers, to, list),
    hostStep(answers, to, list),
    ...(hasRelay ? [relayStep(answers, to)] : []),
    brandStep(answers, to, list),
    ...(hasRelay && withDesk ? [deskStep(to)] : []),
    linkStep(answers, to, list),
  ];
}

function secondPersonStep({ second, secondFolder }: Answers): Step {
  return {
    id: 'second',
    uses: ['second', 'secondFolder'],
    title: `Keys of ${second}, in ${secondFolder}`,
    commands: [{ ...hub('channel', 'key', secondFolder, '--name', second), as: 'second' }],
    creates: [
      `targets-${second}.pem.age`,
      `withdrawals-${second}.pem.age`,
      `${second}.public.json`,
      'signed-here.json',
    ].map((name) => join(secondFolder, name)),
  };
}

function reportKeyStep(to: string): Step {
  const file = join(to, 'report-key.txt');
  return {
    id: 'report-key',
    uses: [],
    title: 'The key that opens reports',
    commands: [{ ...hub('relay', 'keygen', file), outputTo: join(to, 'recipient.txt') }],
    creates: [file, join(to, 'recipient.txt')],
  };
}

function channelStep(answers: Answers, list: string, recipient: string | null): Step {
  const { publisher, second, secondFolder } = answers;
  const people = second === '' ? ['--one-person'] : ['--person', join(secondFolder, `${second}.public.json`)];
  const recipients = recipient === null ? [] : ['--recipient', recipient];
  return {
    id: 'channel',
    uses: ['publisher', 'second', 'secondFolder'],
    title: 'The channel, with your keys',
    commands: [hub('channel', 'init', list, '--publisher', publisher, ...people, ...recipients)],
    creates: [list],
  };
}

function firstReleaseStep({ second, secondFolder }: Answers, to: string, list: string): Step {
  const request = join(to, 'first.request');
  const together = [
    hub('channel', 'sign', list, '--ask', request),
    { ...hub('channel', 'cosign', request, '--keys', secondFolder, '--yes'), as: 'second' as const },
    hub('channel', 'sign', list, '--with', `${request}.signature`),
  ];
  return {
    id: 'first-release',
    uses: ['second', 'secondFolder'],
    title: 'The first, empty list, signed',
    commands: second === '' ? [hub('channel', 'sign', list)] : together,
    creates: second === '' ? [] : [request, `${request}.signature`],
  };
}

function hostStep({ host }: Answers, to: string, list: string): Step {
  if (host === 'own') {
    const web = join(to, 'web');
    return {
      id: 'host',
      uses: ['host'],
      title: 'The folder for your web server',
      commands: [hub('channel', 'publish', list, '--to', web)],
      creates: [web],
    };
  }
  const repository = join(to, 'list-site');
  return {
    id: 'host',
    uses: ['host'],
    title: `The repository for ${host}`,
    commands: [
      hub('deploy', 'init', '--to', repository, '--host', host),
      hub('deploy', 'stage', list, '--to', repository),
    ],
    creates: [repository],
  };
}

function relayStep({ moderators }: Answers, to: string): Step {
  const data = join(to, 'relay');
  const tokens = moderators.split(',').map((name) => ({
    ...hub('relay', 'token', '--data', data, '--name', name),
    outputTo: join(to, `token-${name}.txt`),
  }));
  return {
    id: 'relay',
    uses: ['moderators'],
    title: 'The store of the relay, with a token for each moderator',
    commands: tokens,
    creates: [data, ...tokens.map(({ outputTo }) => outputTo)],
  };
}

/** Identifier of the brand and its package. */
function brandId(publisher: string): string {
  const id = publisher
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 30);
  return /^[a-z]/u.test(id) ? id : 'our-list';
}

function brandStep(answers: Answers, to: string, list: string): Step {
  const { publisher, address, relay, languages, hotline } = answers;
  const [folder, root] = [join(to, 'brand'), join(to, 'root.json')];
  const optional = [
    ...(languages === '' ? [] : ['--languages', languages]),
    ...(relay === '' ? [] : ['--relay', relay, '--recipients-from-root']),
    ...(hotline === '' ? [] : ['--hotline', hotline]),
  ];
  const names = ['--name', 'JobLantern', '--publisher', publisher, '--colour', '#1f5f8b'];
  return {
    id: 'brand',
    uses: ['publisher', 'address', 'relay', 'languages', 'hotline'],
    title: 'The brand: your name, list and relay in the extension',
    commands: [
      { ...hub('channel', 'root', list), outputTo: root },
      {
        script: 'brand',
        args: [
          'new',
          brandId(publisher),
          '--to',
          folder,
          '--yes',
          ...names,
          '--channel',
          address,
          '--root',
          root,
          ...optional,
        ],
      },
    ],
    creates: [root, folder],
  };
}

function deskStep(to: string): Step {
  return {
    id: 'desk',
    uses: ['relay'],
    title: 'The desk, for the moderators (about a minute)',
    commands: [
      {
        script: 'build',
        args: ['--mode', 'desk', '--brand', join(to, 'brand')],
        outputTo: join(to, 'desk-folder.txt'),
      },
    ],
    creates: [join(to, 'desk-folder.txt')],
  };
}

function linkStep({ address }: Answers, to: string, list: string): Step {
  const file = join(to, 'join.joblantern.json');
  const output = join(to, 'link.txt');
  return {
    id: 'link',
    uses: ['address'],
    title: 'The link by which readers add your list',
    commands: [{ ...hub('channel', 'invite', list, '--url', address, '--file', file), outputTo: output }],
    creates: [file, output],
  };
}
