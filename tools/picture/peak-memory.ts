/** Peak memory of the process that reads pictures, on Linux. */
import { readdirSync, readFileSync } from 'node:fs';

/** Megabytes of the largest extension process that this program started; null where the system does not tell. */
export function peakMemory(): number | null {
  try {
    const parents = new Map(
      readdirSync('/proc').flatMap((name) => (/^\d+$/u.test(name) ? parentOf(Number(name)) : [])),
    );
    const own = [...parents.keys()].filter((pid) => descends(pid, parents) && isExtensionProcess(pid));
    const peaks = own.map((pid) => Number(/VmHWM:\s*(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]));
    return peaks.length === 0 ? null : Math.round(Math.max(...peaks) / 1_024);
  } catch {
    return null;
  }
}

/** Process and its parent; nothing when it has ended. */
function parentOf(pid: number): [number, number][] {
  try {
    // The name in parentheses can hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /u, '')
      .split(' ');
    return [[pid, Number(fields[1])]];
  } catch {
    return [];
  }
}

function descends(pid: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
    if (at === process.pid) return true;
  return false;
}

function isExtensionProcess(pid: number): boolean {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--extension-process');
}
