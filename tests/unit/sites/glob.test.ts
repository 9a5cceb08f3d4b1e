import { expect, test } from 'vitest';
import { matchesHost } from '../../../utils/sites/adapters-for.ts';
import { matchesAddress, matchesGlob } from '../../../utils/sites/glob.ts';

test('a star stands for any run, all else for itself', () => {
  expect(matchesGlob('/jobs/view/*', '/jobs/view/12')).toBe(true);
  expect(matchesGlob('/jobs/*-jobs*', '/jobs/chef-jobs-bangkok?x=1')).toBe(true);
  expect(matchesGlob('/jobs', '/jobs/1')).toBe(false);
  expect(matchesGlob('/a.b', '/axb')).toBe(false);
  expect(matchesGlob('*', '')).toBe(true);
});

test('many stars against a long text end in time', () => {
  const started = performance.now();
  expect(matchesGlob('*a*a*a*a*a*a*a*b', 'a'.repeat(5000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});

test('path and query of an address are matched, the host is not', () => {
  expect(matchesAddress(['/jobs?*'], 'https://x.example/jobs?q=a#b')).toBe(true);
  expect(matchesAddress(['*x.example*'], 'https://x.example/')).toBe(false);
});

test('hosts match as in match patterns', () => {
  expect(matchesHost('*.example.com', 'example.com')).toBe(true);
  expect(matchesHost('*.example.com', 'a.b.example.com')).toBe(true);
  expect(matchesHost('*.example.com', 'badexample.com')).toBe(false);
  expect(matchesHost('x.com', 'www.x.com')).toBe(false);
});
