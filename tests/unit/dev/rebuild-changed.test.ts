import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BuildStepOutput, EntrypointGroup } from 'wxt';
import { createRebuild } from '../../../tools/dev/rebuild-changed.ts';

const group = (name: string): EntrypointGroup => ({ name }) as unknown as EntrypointGroup;
const step = (name: string, moduleIds: string[]): BuildStepOutput => ({
  entrypoints: group(name),
  chunks: [{ type: 'chunk', fileName: `${name}.js`, moduleIds }],
});

describe('the rebuild after a saved file', () => {
  let folder: string;
  let built: string[];
  let reloads: number;
  let faults: string[];
  /** What the next build of a script is made of. */
  let next: string[];
  let save: (path: string) => Promise<void>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'joblantern-rebuild-'));
    [built, reloads, faults, next] = [[], 0, [], ['/app/background.ts', '/app/shared.ts']];
    save = createRebuild({
      build: async ({ entrypoints }) => {
        const { name } = entrypoints as { name: string };
        built.push(name);
        if (next.length === 0) throw new Error('broken');
        return step(name, next);
      },
      config: { outDir: join(folder, 'out'), publicDir: join(folder, 'public') },
      steps: [
        step('background', ['/app/background.ts', '/app/shared.ts?commonjs']),
        step('scan', ['/app/scan.ts', '/app/shared.ts']),
        { entrypoints: group('pages'), chunks: [{ type: 'asset', fileName: 'popup.html' }] },
      ],
      onRebuilt: () => (reloads += 1),
      onFault: (message) => faults.push(message),
    });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('builds the scripts that contain the file, and no other', async () => {
    await save('/app/background.ts');
    expect(built).toEqual(['background']);
    await save('/app/shared.ts');
    expect(built.slice(1)).toEqual(['background', 'scan']);
    await save('/app/entrypoints/popup/index.html');
    expect(built.slice(3)).toEqual(['pages']);
    expect(reloads).toBe(3);
  });

  it('does nothing for a file that is in no script', async () => {
    await save('/app/notes.ts');
    expect([built, reloads]).toEqual([[], 0]);
  });

  it('builds once for files that were saved together', async () => {
    await Promise.all([save('/app/background.ts'), save('/app/background.ts'), save('/app/shared.ts')]);
    expect(built).toEqual(['background', 'scan']);
    expect(reloads).toBe(1);
  });

  it('knows the files of the newest build', async () => {
    next.push('/app/added.ts');
    await save('/app/background.ts');
    await save('/app/added.ts');
    expect(built).toEqual(['background', 'background']);
  });

  it('names the fault of a broken build, does not reload, and tries again at the next save', async () => {
    const good = next;
    next = [];
    await save('/app/background.ts');
    expect([faults, reloads]).toEqual([['broken'], 0]);
    next = good;
    await save('/app/background.ts');
    expect(reloads).toBe(1);
  });

  it('copies a public file that the package has', async () => {
    for (const name of ['out', 'public']) await mkdir(join(folder, name));
    const names = ['kept.json', 'left-out.json'].map((name) => join(folder, 'public', name));
    for (const name of names) await writeFile(name, 'new');
    await writeFile(join(folder, 'out/kept.json'), 'old');
    for (const name of names) await save(name);
    expect(await readFile(join(folder, 'out/kept.json'), 'utf8')).toBe('new');
    await expect(readFile(join(folder, 'out/left-out.json'))).rejects.toThrow(/ENOENT/u);
    expect(reloads).toBe(1);
  });
});
