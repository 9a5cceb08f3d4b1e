/** Counts of one relay process since its start, in the Prometheus text format. Numbers only, nothing about a sender. */
import type { Usage } from './relay-store.ts';

export interface Metrics {
  /** @param outcome `stored`, `known`, `withdrawn`, or the key of a refusal */
  count(outcome: string): void;
  render(usage: Usage, capacityBytes: number, isFlooded: boolean): string;
}

export function createMetrics(): Metrics {
  const outcomes = new Map<string, number>();
  return {
    count(outcome) {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    },
    render(usage, capacityBytes, isFlooded) {
      const lines = [...outcomes]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, value]) => `relay_answers_total{outcome="${name}"} ${value}`);
      return `${[
        '# HELP relay_answers_total Answers to posts by outcome, since this process started.',
        '# TYPE relay_answers_total counter',
        ...lines,
        ...gauge('relay_reports_held', 'Sealed reports that wait to be fetched.', usage.reports),
        ...gauge('relay_bytes_held', 'Bytes of sealed reports held.', usage.bytes),
        ...gauge('relay_bytes_capacity', 'Maximum bytes of sealed reports to hold.', capacityBytes),
        ...gauge('relay_flooded', '1 while puzzles are asked for.', isFlooded ? 1 : 0),
      ].join('\n')}\n`;
    },
  };
}

function gauge(name: string, help: string, value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`];
}
