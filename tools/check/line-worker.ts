/** Worker thread of `check`: answers each batch of lines with its output. `workerData`: folder of registers, or null. */
import { parentPort, workerData } from 'node:worker_threads';
import { LineChecker, readRegisters, type LineBatch } from './line-checker.ts';

const checker = new LineChecker(await readRegisters(workerData as string | null));
parentPort?.on('message', (batch: LineBatch) => parentPort?.postMessage(checker.check(batch), []));
