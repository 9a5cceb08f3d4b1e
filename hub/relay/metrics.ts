/** Counts of one relay process since its start, in the text form of Prometheus. Numbers only: nothing of any sender. */

export interface Metrics {
  /** `stored`, `known`, `readWithdrawn`, or the key of a refusal. */
  count(outcome: string): void;
  render(usage: { bytes: number; reports: number }, capacity: number, isFlooded: boolean): string;
}

export function createMetrics(): Metrics {
  const outcomes = new Map<string, number>();
  return {
    count(outcome) {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    },
    render(held, capacity, isFlooded) {
      const lines = [...outcomes]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, value]) => `relay_answers_total{outcome="${name}"} ${value}`);
      return `${[
        '# HELP relay_answers_total Answers to posts by outcome, since this process started.',
        '# TYPE relay_answers_total counter',
        ...lines,
        ...gauge('relay_reports_held', 'Sealed reports that wait to be fetched.', held.reports),
        ...gauge('relay_bytes_held', 'Bytes of sealed reports held.', held.bytes),
        ...gauge('relay_bytes_capacity', 'Most bytes of sealed reports to hold.', capacity),
        ...gauge('relay_flooded', '1 while puzzles are asked for.', isFlooded ? 1 : 0),
      ].join('\n')}\n`;
    },
  };
}

function gauge(name: string, help: string, value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`];
}
