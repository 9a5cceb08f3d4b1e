import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { headOf } from '../../../tools/setup/options.ts';

describe('what a command says of itself', () => {
  test('is the comment at the head of its file, without the stars', () => {
    expect(headOf('/** Says one thing. */\nimport x;\n/** Another. */')).toBe('Says one thing.');
    expect(headOf('/**\n * Two lines,\n * of one comment.\n */\n')).toBe('Two lines,\nof one comment.');
    expect(headOf("import x from 'y';\n")).toBe('');
  });

  test('comes with --help, and with an option that it does not have', () => {
    const run = (option: string) =>
      spawnSync('node_modules/.bin/node', ['tools/build.ts', option], { encoding: 'utf8' });
    const help = run('--help');
    expect({ status: help.status, says: help.stdout }).toMatchObject({
      status: 0,
      says: expect.stringContaining('--browser'),
    });
    const wrong = run('--brwoser');
    expect({ status: wrong.status, says: wrong.stderr }).toMatchObject({
      status: 2,
      says: expect.stringMatching(/--brwoser[\s\S]*--browser <name>/u),
    });
    expect(wrong.stderr).not.toMatch(/^ +at /mu);
  });
});
