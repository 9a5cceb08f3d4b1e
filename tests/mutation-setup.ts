/** Set-up of a mutation run. A property test that fails has caught the mutant, so it looks for no smaller example. */
import { configureGlobal } from 'fast-check';

configureGlobal({ endOnFailure: true });
