/**
 * Set-up of test files with a worker of their own. What the worker has compiled of packages, such as jsdom, is kept for those
 * after it (NODE_COMPILE_CACHE). Node would write it at the end of the process, and vitest ends its workers before that.
 */
import { flushCompileCache } from 'node:module';

flushCompileCache();
