/** `npm run -s brand -- new` and `check`, as an NGO's own script would call them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'joblantern-brand-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

function brand(args: string[], input = ''): { status: number | null; out: string; errors: string } {
  const run = spawnSync(process.execPath, ['tools/brand.ts', ...args], { encoding: 'utf8', input });
  return { status: run.status, out: run.stdout, errors: run.stderr };
}

const LOGO = 'knowledge/brands/example-house/logo.svg';
const PLAIN = ['--name', 'Our Lantern', '--publisher', 'Example Shelter', '--colour', '#1f5f8b', '--logo', LOGO];

test('brand new makes a valid folder from options alone', () => {
  const to = join(home, 'plain');
  const made = brand(['new', 'plain', '--to', to, ...PLAIN, '--languages', 'th,en', '--yes']);
  expect(made.errors).toContain(`brand -- build ${to}`);
  expect(made).toMatchObject({ status: 0, out: `${join(to, 'brand.yaml')}\n${join(to, 'logo.svg')}\n` });
  expect(readFileSync(join(to, 'logo.svg'))).toEqual(readFileSync(LOGO));
  expect(brand(['check', to])).toMatchObject({ status: 0, out: 'good: Our Lantern by Example Shelter\n' });
  expect(brand(['new', 'plain', '--to', to, ...PLAIN, '--yes'])).toMatchObject({ status: 1 });
});

test('brand new names every wrong option, writes nothing and prints a command with the valid ones', async () => {
  const to = join(home, 'bad');
  const args = ['--name', 'Our Lantern', '--publisher', 'Example Shelter', '--colour', '#ffee00', '--languages', 'xx'];
  const { status, out, errors } = brand(['new', 'bad', '--to', to, ...args, '--yes']);
  expect({ status, out }).toEqual({ status: 1, out: '' });
  expect(errors).toMatch(/^--colour: #ffee00 has a contrast of .* near it and readable\.$/mu);
  expect(errors).toMatch(/^--languages: "xx" is not one of the languages/mu);
  expect(errors).toContain(`new bad --to ${to} --name 'Our Lantern' --publisher 'Example Shelter'\n`);
  expect((await readdir(home)).filter((name) => name.startsWith('bad'))).toEqual([]);
});

test('brand new asks what no option answers, and asks again after a wrong answer', () => {
  const to = join(home, 'asked');
  const answers = ['Our Lantern', 'Example Shelter', 'blue', '#1f5f8b', '', 'sw', '', '', '', '', '', '', 'yes', ''];
  const { status, errors } = brand(['new', 'asked', '--to', to], answers.join('\n'));
  expect({ status, errors }).toMatchObject({
    status: 0,
    errors: expect.stringContaining('"blue" is no colour') as string,
  });
  expect(readFileSync(join(to, 'brand.yaml'), 'utf8')).toMatch(/languages:\n {2}- sw\n {2}- en\n/u);
});

test('brand ends with 2 and prints the help after wrong arguments', { timeout: 60_000 }, () => {
  for (const args of [[], ['make'], ['new'], ['new', 'a', '--color', '#1f5f8b'], ['check', 'a', 'b']]) {
    expect(brand(args)).toMatchObject({ status: 2, errors: expect.stringContaining('Usage: ') as string });
  }
  expect(brand(['new', '--help'])).toMatchObject({ status: 0, out: expect.stringContaining('--hotline') as string });
  expect(existsSync('knowledge/brands/a')).toBe(false);
});
