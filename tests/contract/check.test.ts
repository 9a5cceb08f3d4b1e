/** The `check` command line, as volunteers and other tests call it. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../utils/model/verdict.ts';

function check(input: string): { status: number | null; lines: Record<string, unknown>[] } {
  const run = spawnSync('npm', ['run', '-s', 'check', '--', '-'], { input, encoding: 'utf8', timeout: 120_000 });
  return {
    status: run.status,
    lines: run.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe('check', () => {
  it('gives a verdict for each line in order, an error for a malformed one, and goes on', { timeout: 120_000 }, () => {
    const { status, lines } = check(
      [
        JSON.stringify({
          id: 'a',
          text: 'Chat support Myawaddy, free ticket, tourist visa first. tele @ab_cdef',
          other: { ignored: true },
        }),
        '{"id": "b", "text": ',
        '',
        JSON.stringify({ id: 'c', text: 42 }),
        JSON.stringify({ title: 'Waiter', company: 'Asokline', contacts: ['jobs@asokline.example'], lang: 'en' }),
        'null',
      ].join('\n'),
    );
    expect(status).toBe(1);
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatchObject({
      id: 'a',
      level: 'danger',
      kind: 'lure',
      language: 'en',
    } satisfies Partial<Verdict> & { id: string });
    expect(lines[1]).toMatchObject({ line: 2, error: expect.stringContaining('JSON') as string });
    expect(lines[2]).toMatchObject({ line: 4, error: expect.stringContaining('text') as string });
    expect(lines[3]).toMatchObject({ id: null, level: 'none' });
    expect(lines[4]).toMatchObject({ line: 6 });
  });

  it('reads a line separator inside a string as part of it', { timeout: 120_000 }, () => {
    const { status, lines } = check(`{"id":"a","text":"one\u2028two"}\r\n{"id":"b"}`);
    expect(status).toBe(0);
    expect(lines.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('ends with 0 when every line was read, with 2 when there is no such file', { timeout: 120_000 }, () => {
    expect(check(JSON.stringify({ id: 'a' })).status).toBe(0);
    expect(spawnSync('npm', ['run', '-s', 'check', '--', '/no/such/file']).status).toBe(2);
  });
});
