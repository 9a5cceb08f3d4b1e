/**
 * Script on a page's main thread, from Chromium's trace: all of it, and the tasks in which the extension's own code ran.
 * Counted is the time of the processor, which on an idle machine is what passes on the clock: what else the machine does
 * meanwhile does not count.
 */
import type { Page, CDPSession } from 'playwright-core';

interface TraceEvent {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  /** Of the processor, in this thread; left out when it is nothing. */
  tdur?: number;
  pid: number;
  tid: number;
  args?: { data?: { url?: string } };
}

export interface Traced {
  /** Milliseconds of script, all worlds together: compiling, calls, and what promises and observers run. */
  script: number;
  /** Longest task with code of the extension in it, milliseconds; 0 when there was none. */
  longestOwn: number;
}

/** As few as tell what is asked: each event costs the page that is measured. */
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

/** @returns ends the trace */
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
  // Of two that begin together, the outer one first
  const inOrder = events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  let script = 0;
  let covered = 0;
  for (const { name, ts, dur = 0, tdur = 0 } of inOrder) {
    // What is inside of another is counted with it.
    if (!SCRIPT_EVENTS.has(name) || ts < covered) continue;
    script += tdur;
    covered = ts + dur;
  }
  let longestOwn = 0;
  const own = inOrder.filter(({ args }) => args?.data?.url?.startsWith('chrome-extension://') === true);
  for (const { name, ts, dur = 0, tdur = 0 } of inOrder) {
    if (!name.endsWith('RunTask') || tdur <= longestOwn) continue;
    if (own.some((event) => event.ts >= ts && event.ts < ts + dur)) longestOwn = tdur;
  }
  return { script: script / 1000, longestOwn: longestOwn / 1000 };
}
