/** What only a fresh process shows: the first post of all, and ten thousand of them through `check`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './interleave.ts';

export interface FirstPostTimes {
  loadMs: number;
  verdictMs: number;
  totalMs: number;
}

/** Medians over `runs` processes. */
export function timeFirstPost(text: string, runs: number): FirstPostTimes {
  const times = Array.from({ length: runs }, () => {
    const [load = 0, verdict = 0] = JSON.parse(run(['tools/lab/bench/first-post.ts', text])) as number[];
    return { load, verdict, total: load + verdict };
  });
  return {
    loadMs: median(times.map(({ load }) => load)),
    verdictMs: median(times.map(({ verdict }) => verdict)),
    totalMs: median(times.map(({ total }) => total)),
  };
}

/** Seconds that `check` takes for `count` posts, start of the process included. */
export function timeManyPosts(texts: readonly string[], count: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'joblantern-bench-'));
  try {
    const file = join(folder, 'posts.jsonl');
    const lines = Array.from({ length: count }, (_, id) =>
      JSON.stringify({ id: String(id), text: texts[id % texts.length] }),
    );
    writeFileSync(file, `${lines.join('\n')}\n`);
    const start = performance.now();
    const verdicts = run(['tools/check.ts', file]).trimEnd().split('\n').length;
    const seconds = (performance.now() - start) / 1000;
    if (verdicts !== count) throw new Error(`check gave ${verdicts} verdicts for ${count} posts`);
    return seconds;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(args: readonly string[]): string {
  const child = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (child.status !== 0) throw new Error(`${args[0]}: ${child.stderr}`);
  return child.stdout;
}
