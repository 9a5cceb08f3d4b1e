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
