import { describe, expect, it } from 'vitest';
import { matchesHost } from '../../../utils/sites/adapters-for.ts';
import { matchesAddress, matchesGlob } from '../../../utils/sites/glob.ts';

describe('globs', () => {
  it('matches any characters for a star and everything else literally', () => {
    expect(matchesGlob('/jobs/view/*', '/jobs/view/12')).toBe(true);
    expect(matchesGlob('/jobs/*-jobs*', '/jobs/chef-jobs-bangkok?x=1')).toBe(true);
    expect(matchesGlob('/jobs', '/jobs/1')).toBe(false);
    expect(matchesGlob('/a.b', '/axb')).toBe(false);
    expect(matchesGlob('*', '')).toBe(true);
  });

  it.each([
    ['a*b', 'acbcb', true],
    ['*ab', 'aab', true],
    ['a*', 'a', true],
    ['a**', 'ab', true],
    ['a*c', 'ab', false],
    ['a*c', 'abd', false],
    ['ab', 'a', false],
    ['', '', true],
    ['', 'a', false],
    ['*x', 'ab', false],
    ['a*b*c', 'axxbyyc', true],
    ['a*b*c', 'axxcyyb', false],
  ])('compares %s with "%s"', (glob, text, matches) => {
    expect(matchesGlob(glob, text)).toBe(matches);
  });

  it('compares the fragment only where a glob contains it', () => {
    expect(matchesAddress(['/a#*'], 'https://x.example/a#b')).toBe(true);
    expect(matchesAddress(['/a'], 'https://x.example/a#b')).toBe(true);
    expect(matchesAddress(['/a#*'], 'https://x.example/a')).toBe(false);
    expect(matchesAddress(['/b', '/a'], 'https://x.example/a')).toBe(true);
    expect(matchesAddress([], 'https://x.example/a')).toBe(false);
  });

  it('matches many stars against a long text without backtracking', () => {
    expect(matchesGlob('*a*a*a*a*a*a*a*b', 'a'.repeat(5000))).toBe(false);
  });

  it('matches path and query but not the host', () => {
    expect(matchesAddress(['/jobs?*'], 'https://x.example/jobs?q=a#b')).toBe(true);
    expect(matchesAddress(['*x.example*'], 'https://x.example/')).toBe(false);
  });

  it('matches hosts as in match patterns', () => {
    expect(matchesHost('*.example.com', 'example.com')).toBe(true);
    expect(matchesHost('*.example.com', 'a.b.example.com')).toBe(true);
    expect(matchesHost('*.example.com', 'badexample.com')).toBe(false);
    expect(matchesHost('x.com', 'www.x.com')).toBe(false);
  });
});
