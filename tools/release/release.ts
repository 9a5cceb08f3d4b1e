/** Prepares a release in a clone: checks first, then writes all files. It does not commit, tag or upload. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { notesOf, releaseChangelog, changelogSections } from './changelog.ts';
import { compareVersions, isVersion, VERSION_FILES, versionIn, withVersion } from './version.ts';

const CHANGELOG = 'CHANGELOG.md';

export interface ReleaseOptions {
  /** Folder of the clone. */
  folder: string;
  version: string;
  /** `YYYY-MM-DD` */
  today: string;
  /** Reports what would be written, and writes nothing. */
  dryRun: boolean;
}

/** @returns lines with what was done and what a person does next. Throws an Error before it writes when a check fails. */
export function prepareRelease({ folder, version, today, dryRun }: ReleaseOptions): string[] {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  requireNewerVersion(version, versionIn(read('package.json')), read(CHANGELOG));
  requireCleanTree(folder);
  const changelog = releaseChangelog(read(CHANGELOG), version, today);
  const notes = `.output/release-notes-${version}.md`;
  const files = new Map([
    ...VERSION_FILES.map((file) => [file, withVersion(read(file), version)] as const),
    [CHANGELOG, changelog],
    [notes, `${notesOf(changelog, version)}\n`],
  ]);
  if (dryRun) return [...[...files.keys()].map((file) => `would write ${file}`), '', notesOf(changelog, version)];
  for (const [file, text] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return [
    ...[...files.keys()].map((file) => `wrote ${file}`),
    '',
    'Look at it, then:',
    `  git commit -am "release: ${version}" && git tag -s v${version} -m "${version}"`,
    '  git push --follow-tags',
  ];
}

/** The notes of a version in the changelog. */
export function releaseNotes(folder: string, version: string): string {
  return notesOf(readFileSync(join(folder, CHANGELOG), 'utf8'), version);
}

/** A line that confirms the tag. Throws an Error when the tag does not match the files. */
export function checkTag(folder: string, tag: string): string {
  const version = tag.replace(/^v/u, '');
  if (!tag.startsWith('v') || !isVersion(version))
    throw new Error(`${tag}: a tag of a release is v and three numbers, e.g. v1.2.0`);
  for (const file of VERSION_FILES) {
    const found = versionIn(readFileSync(join(folder, file), 'utf8'));
    if (found !== version) throw new Error(`${file} says ${found}, the tag ${tag}`);
  }
  releaseNotes(folder, version);
  return `${tag} matches package.json and CHANGELOG.md.`;
}

function requireNewerVersion(version: string, current: string, changelog: string): void {
  if (!isVersion(version)) throw new Error(`${version}: a version is three numbers up to 65535, e.g. 1.2.0`);
  const [newest] = changelogSections(changelog).filter(({ day }) => day !== null);
  if (newest !== undefined && compareVersions(version, newest.version) <= 0) {
    throw new Error(`${version}: ${CHANGELOG} already has ${newest.version}; choose a higher version.`);
  }
  if (compareVersions(version, current) < 0)
    throw new Error(`${version}: package.json already has ${current}; choose a higher version.`);
}

function requireCleanTree(folder: string): void {
  const { status, stdout, stderr } = spawnSync('git', ['status', '--porcelain'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git status failed: ${(stderr ?? '').trim()}`);
  const changed = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(3));
  if (changed.length > 0)
    throw new Error(`These changes are not committed: ${changed.slice(0, 5).join(', ')}. Commit or undo them first.`);
}
