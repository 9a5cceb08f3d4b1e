/** The least that a worker can do: be started and answer. */
import { serve } from './candidate.ts';

serve({ prepare: async () => undefined, isListed: async () => false });
