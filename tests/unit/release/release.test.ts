/** A release in a repository of its own: what is written, and what is refused before anything is. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkTag, prepareRelease, releaseNotes } from '../../../tools/release/release.ts';

const CHANGELOG =
  '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A lantern.\n\n## [0.1.0] - 2026-01-02\n\n### Added\n\n- The first.\n';

let folder: string;
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
const git = (...args: string[]): string =>
  spawnSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], { cwd: folder, encoding: 'utf8' })
    .stdout;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'joblantern-release-'));
  git('init', '-q');
  write('.gitignore', '.output/\n');
  write('CHANGELOG.md', CHANGELOG);
  write('package.json', `${JSON.stringify({ name: 'x', version: '0.1.0', scripts: {} }, null, 2)}\n`);
  mkdirSync(join(folder, 'hub'));
  write('hub/package.json', `${JSON.stringify({ name: 'x-hub', version: '0.1.0' }, null, 2)}\n`);
  const lock = {
    name: 'x',
    version: '0.1.0',
    packages: { '': { version: '0.1.0' }, hub: { version: '0.1.0' }, 'node_modules/y': { version: '0.1.0' } },
  };
  write('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
  commit();
});
afterEach(() => rmSync(folder, { recursive: true }));

function commit(): void {
  git('add', '-A');
  git('commit', '-qm', 'x');
}

const release = (version: string, dryRun = false) => prepareRelease({ folder, version, today: '2026-11-25', dryRun });

describe('a release', () => {
  test('sets the version in every file, and in no dependency', () => {
    release('0.2.0');
    expect(JSON.parse(read('package.json'))).toEqual({ name: 'x', version: '0.2.0', scripts: {} });
    const lock = JSON.parse(read('package-lock.json')) as {
      version: string;
      packages: Record<string, { version: string }>;
    };
    expect(JSON.parse(read('hub/package.json'))).toEqual({ name: 'x-hub', version: '0.2.0' });
    const versions = ['', 'hub', 'node_modules/y'].map((name) => lock.packages[name]?.version);
    expect([lock.version, ...versions]).toEqual(['0.2.0', '0.2.0', '0.2.0', '0.1.0']);
  });

  test('moves the unreleased entries under the version and its date', () => {
    release('0.2.0');
    expect(read('CHANGELOG.md')).toBe(
      CHANGELOG.replace('## [Unreleased]\n', '## [Unreleased]\n\n## [0.2.0] - 2026-11-25\n'),
    );
    expect(read('.output/release-notes-0.2.0.md')).toBe('### Added\n\n- A lantern.\n');
    expect(releaseNotes(folder, '0.1.0')).toBe('### Added\n\n- The first.');
  });

  test('changes only these files, and does not commit', () => {
    release('0.2.0');
    expect(git('diff', '--name-only').trim().split('\n')).toEqual([
      'CHANGELOG.md',
      'hub/package.json',
      'package-lock.json',
      'package.json',
    ]);
  });

  test('writes nothing with --dry-run', () => {
    expect(release('0.2.0', true).join('\n')).toContain('- A lantern.');
    expect(git('status', '--porcelain')).toBe('');
    expect(existsSync(join(folder, '.output'))).toBe(false);
  });

  test('accepts the version of package.json when it was never released', () => {
    write('CHANGELOG.md', '# Changelog\n\n## [Unreleased]\n\n- All of it.\n');
    commit();
    release('0.1.0');
    expect(read('CHANGELOG.md')).toContain('## [0.1.0] - 2026-11-25\n\n- All of it.');
  });
});

describe('a refused release writes nothing', () => {
  afterEach(() => expect(read('package.json')).toContain('"version": "0.1.0"'));

  test.each(['0.2', 'v0.2.0', '0.2.0-beta', '00.2.0', '0.70000.0', ''])('refuses the version "%s"', (version) => {
    expect(() => release(version)).toThrow(/three numbers/u);
  });

  test.each(['0.1.0', '0.0.9'])('refuses %s, which is not higher than the last release', (version) => {
    expect(() => release(version)).toThrow(/already has 0\.1\.0/u);
  });

  test('refuses a folder with uncommitted changes', () => {
    write('new.txt', 'x');
    expect(() => release('0.2.0')).toThrow(/not committed: new\.txt/u);
  });

  test('refuses a changelog without unreleased entries', () => {
    write('CHANGELOG.md', CHANGELOG.replace('- A lantern.\n', ''));
    commit();
    expect(() => release('0.2.0')).toThrow(/nothing to release/u);
  });

  test('refuses a changelog without the section Unreleased', () => {
    write('CHANGELOG.md', CHANGELOG.replace('## [Unreleased]', '## Next'));
    commit();
    expect(() => release('0.2.0')).toThrow(/first section/u);
  });
});

describe('a tag', () => {
  test('matches when the files have its version', () => {
    expect(checkTag(folder, 'v0.1.0')).toContain('matches');
  });

  test.each([
    ['v0.2.0', /package\.json says 0\.1\.0/u],
    ['0.1.0', /three numbers/u],
    ['v1', /three numbers/u],
  ])('%s does not', (tag, found) => {
    expect(() => checkTag(folder, tag)).toThrow(found);
  });

  test('does not match without a section in the changelog', () => {
    write('CHANGELOG.md', '# Changelog\n\n## [Unreleased]\n');
    expect(() => checkTag(folder, 'v0.1.0')).toThrow(/no section/u);
  });
});

test('the release command ends with 2 after wrong arguments', () => {
  const tool = resolve('tools/release.ts');
  const run = (...args: string[]) => spawnSync(process.execPath, [tool, ...args], { cwd: folder, encoding: 'utf8' });
  expect(run().status).toBe(2);
  expect(run('--nonsense').status).toBe(2);
  expect(run('--check-tag', 'v0.1.0')).toMatchObject({ status: 0 });
  expect(run('0.1.0')).toMatchObject({ status: 1, stdout: '' });
});
