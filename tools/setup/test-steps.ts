/** Steps of `npm test`: which run at one time, and running one of them. */
import { spawn } from 'node:child_process';
import { getPriority, setPriority } from 'node:os';

/** A third of the processor time of what it competes with. Much less would let tests run into their limits. */
export const STEPS_BACK = 5;
/** Priority of what runs only when nothing else does. */
const LOWEST = 19;

export interface Step {
  name: string;
  command: string;
  args: readonly string[];
  /** File with vitest's JSON report; a step without one counts as one test. */
  report?: string;
  /** Runs at the same time as the step of this name, where that one runs. */
  beside?: string;
  /**
   * Beside another step this one stands back where both want the processor, and prints when it has ended. Browsers wait for
   * their pages a third of the time.
   */
  yields?: boolean;
}

/** Steps that run at one time, in order. */
export function groupSteps(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const group = groups.find((others) => others.some(({ name }) => name === step.beside));
    if (group === undefined) groups.push([step]);
    else group.push(step);
  }
  return groups;
}

/**
 * Runs a step's command to its end.
 *
 * @param print takes the output of a command in the background, in one piece
 * @returns its exit code
 */
export function runStep({ command, args }: Step, inBackground = false, print = console.log): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: inBackground ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    if (inBackground && child.pid !== undefined) yieldProcessor(child.pid);
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (exit) => {
      if (inBackground) print(Buffer.concat(output).toString());
      resolve(exit ?? 1);
    });
  });
}

/** What the process starts from now on inherits its priority. */
function yieldProcessor(pid: number): void {
  try {
    setPriority(pid, Math.min(getPriority() + STEPS_BACK, LOWEST));
  } catch {
    // It has ended already, or this system forbids it: the step takes its share of the time.
  }
}
