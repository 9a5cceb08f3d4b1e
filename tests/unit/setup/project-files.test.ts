import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFiles } from '../../../tools/setup/project-files.ts';

function downloaded(): string {
  const folder = mkdtempSync(join(tmpdir(), 'joblantern-downloaded-'));
  for (const path of ['tools', 'node_modules/x', 'public/knowledge', 'public/messages', '.output'])
    mkdirSync(join(folder, path), { recursive: true });
  for (const path of ['README.md', 'tools/run.mjs', 'public/messages/en.json']) writeFileSync(join(folder, path), '');
  for (const path of ['node_modules/x/index.ts', 'public/knowledge/a.bin', '.output/b.js', 'npm.log'])
    writeFileSync(join(folder, path), '');
  return folder;
}

describe('projectFiles', () => {
  it('names what was downloaded without its history, and nothing that commands wrote', () => {
    expect(projectFiles(downloaded()).sort()).toEqual(['README.md', 'public/messages/en.json', 'tools/run.mjs']);
  });

  it('names what git tracks in a clone', () => {
    const folder = downloaded();
    for (const args of [
      ['init', '--quiet'],
      ['add', 'README.md'],
    ])
      spawnSync('git', args, { cwd: folder });
    expect(projectFiles(folder)).toEqual(['README.md']);
  });

  it('names the sources and the knowledge of this project', () => {
    expect(projectFiles()).toEqual(expect.arrayContaining(['tools/run.mjs', 'knowledge/signals.yaml']));
  });
});
