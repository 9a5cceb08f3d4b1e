import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { integer } from '../../../tools/setup/command-line.ts';

describe('a command line', () => {
  const run = (option: string) => spawnSync('node_modules/.bin/node', ['tools/build.ts', option], { encoding: 'utf8' });

  it('prints its options for --help and ends with 0', () => {
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--browser <name>') as string });
  });

  it('names a wrong option, prints the help and ends with 2', () => {
    const { status, stderr } = run('--brwoser');
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/--brwoser[^]*--browser/u) as string,
    });
    expect(stderr).not.toMatch(/^ +at /mu);
  });
});

it('an action names a file that is not there, in words', () => {
  const page = ['tools/page.ts', 'nothing.html', 'https://jobs.example/'];
  const { status, stderr } = spawnSync('node_modules/.bin/node', page, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 1, stderr: 'No such file or folder: nothing.html\n' });
});

describe('integer', () => {
  it('reads an integer from the minimum on', () => {
    expect(integer(1)('20')).toBe(20);
  });

  it.each(['0', '1.5', 'ten', '', '1e400'])('refuses "%s"', (value) => {
    expect(() => integer(1)(value)).toThrow('An integer from 1 on');
  });
});
