/** Entry point of `npm run -s hub -- GROUP COMMAND ...`. */
import process from 'node:process';
import { runHub } from './run-hub.ts';

process.exitCode = await runHub(process.argv.slice(2));
