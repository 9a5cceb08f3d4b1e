import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../../hub/relay/metrics.ts';

describe('metrics', () => {
  it('count answers by outcome, in order of their names, beside what the store holds', () => {
    const metrics = createMetrics();
    for (const outcome of ['stored', 'full', 'stored']) metrics.count(outcome);
    const lines = metrics.render({ bytes: 70, reports: 2 }, 100, true).split('\n');
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual([
      'relay_answers_total{outcome="full"} 1',
      'relay_answers_total{outcome="stored"} 2',
      'relay_reports_held 2',
      'relay_bytes_held 70',
      'relay_bytes_capacity 100',
      'relay_flooded 1',
      '',
    ]);
    for (const name of ['reports_held', 'bytes_held', 'bytes_capacity', 'flooded']) {
      expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^# HELP relay_${name} \\w+`, 'u')));
      expect(lines).toContain(`# TYPE relay_${name} gauge`);
    }
    expect(lines).toContain('# TYPE relay_answers_total counter');
    expect(createMetrics().render({ bytes: 0, reports: 0 }, 100, false)).toContain('\nrelay_flooded 0\n');
  });
});
