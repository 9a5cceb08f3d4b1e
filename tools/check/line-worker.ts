/** Worker thread of `check`: answers each batch of lines with its output. `workerData`: folder of registers, or null. */
import { parentPort, workerData } from 'node:worker_threads';
import { LineChecker, readRegisters, type LineBatch } from './line-checker.ts';

const registers = await readRegisters(workerData as string | null);
// Made with the first batch: until then the knowledge may be compiled anew
let checker: LineChecker | null = null;
parentPort?.on('message', (batch: LineBatch) => {
  checker ??= new LineChecker(registers);
  parentPort?.postMessage(checker.check(batch), []);
});
