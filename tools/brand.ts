/**
 * `npm run -s brand -- new|check|build|updates|preview ...`: an NGO's own brand, from the first question to the packages and their updates. Exit codes:
 * 0 done, 1 refused, 2 wrong use.
 */
import { COMMANDS } from './brand/commands.ts';
import { runCommand } from './brand/run-command.ts';

process.exitCode = await runCommand(COMMANDS, process.argv.slice(2));
