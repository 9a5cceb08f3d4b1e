/**
 * Measures script on a page's main thread from Chromium's trace. The total, and the longest run of the extension's code. It counts CPU time, so that other load on the machine does not count.
 */
import type { Page, CDPSession } from 'playwright-core';

interface TraceEvent {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  /** CPU time in this thread, microseconds; absent when zero. */
  tdur?: number;
  pid: number;
  tid: number;
  args?: { data?: { url?: string } };
}

export interface Traced {
  /** Milliseconds of script in all worlds: compilation, calls, promise callbacks and observers. */
  script: number;
  /**
   * Longest time for which code of the extension runs without a break, milliseconds; 0 when none ran. With the layout that
   * it forces, and without that of the page, which may share its task. Promise callbacks name no script: all are counted.
   */
  longestOwn: number;
}

/** As few categories as needed: each event costs time in the measured page. */
const CATEGORIES = ['devtools.timeline', 'toplevel', 'v8.execute', 'blink.user_timing'];
const SCRIPT_EVENTS = new Set([
  'EvaluateScript',
  'v8.compile',
  'FunctionCall',
  'RunMicrotasks',
  'v8.run',
  'v8.callFunction',
  'V8.RunMicrotasks',
]);
const MAIN_THREAD_MARK = 'bench-main-thread';

/** Starts a trace. @returns ends it and gives the result */
export async function startTrace({
  page,
  session,
}: {
  page: Page;
  session: CDPSession;
}): Promise<() => Promise<Traced>> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: unknown[] }): void => void events.push(...(value as TraceEvent[]));
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: CATEGORIES, excludedCategories: ['*'] },
    transferMode: 'ReportEvents',
  });
  return async () => {
    await page.evaluate(`performance.mark('${MAIN_THREAD_MARK}')`);
    const done = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
    await session.send('Tracing.end');
    await done;
    session.off('Tracing.dataCollected', collect);
    const main = events.find(({ name }) => name === MAIN_THREAD_MARK);
    if (main === undefined) throw new Error('The trace does not show the page');
    return measure(events.filter(({ pid, tid, ph }) => pid === main.pid && tid === main.tid && ph === 'X'));
  };
}

function measure(events: readonly TraceEvent[]): Traced {
  // Of two events that begin together, the outer one first
  const inOrder = events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const own = inOrder.filter(({ args }) => args?.data?.url?.startsWith('chrome-extension://') === true);
  let script = 0;
  let longestOwn = 0;
  let covered = 0;
  for (const { name, ts, dur = 0, tdur = 0 } of inOrder) {
    // Nested events are counted with their outer event.
    if (!SCRIPT_EVENTS.has(name) || ts < covered) continue;
    script += tdur;
    covered = ts + dur;
    const isOwn = name.endsWith('RunMicrotasks') || own.some((event) => event.ts >= ts && event.ts < covered);
    if (isOwn) longestOwn = Math.max(longestOwn, tdur);
  }
  return { script: script / 1000, longestOwn: longestOwn / 1000 };
}
