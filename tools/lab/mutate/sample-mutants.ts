/**
 * StrykerJS plugin that keeps a random sample of the mutants. StrykerJS has no option for it, but it hands each reporter the list
 * of plans that it then runs. This reporter takes the others off that list. The seed and the size come by environment, because
 * StrykerJS loads plugins by path.
 */
import { seededRandom } from '../../setup/seeded-random.ts';

/** `SIZE:SEED`, set by `npm run -s mutate -- PATH --sample SIZE --seed SEED`; without it, every mutant runs. */
export const SAMPLE_VARIABLE = 'MUTATION_SAMPLE';

/** What StrykerJS plans for a mutant; those of the kind `EarlyResult` are ignored, and never count. */
interface MutantPlan {
  plan: string;
}

/** Mutants that could run at the last plan, before the sample was drawn; undefined before a plan. */
let population: number | undefined;

export const sampledFrom = (): number | undefined => population;

/**
 * `size` of the items, each subset as likely as every other, in their order. All of them where there are fewer.
 * @param seed 32-bit integer; the same items, size and seed give the same sample
 */
export function drawSample<T>(items: readonly T[], size: number, seed: number): T[] {
  // The generator's first numbers are alike for seeds that are near each other. So the seeds are spread, by 2^32 over
  // the golden ratio.
  const random = seededRandom(Math.imul(seed, 0x9e_37_79_b1));
  random();
  let wanted = Math.min(size, items.length);
  return items.filter((_, index) => {
    const isDrawn = random() * (items.length - index) < wanted;
    if (isDrawn) wanted -= 1;
    return isDrawn;
  });
}

/** Leaves a sample of the plans that run in `plans`, and nothing else. */
export function keepSample(plans: MutantPlan[], size: number, seed: number): void {
  const running = plans.filter(({ plan }) => plan === 'Run');
  population = running.length;
  plans.splice(0, plans.length, ...drawSample(running, size, seed));
}

/** The name under which StrykerJS looks for plugins in a module. */
export const strykerPlugins = [
  {
    kind: 'Reporter',
    name: 'sample',
    value: {
      onMutationTestingPlanReady({ mutantPlans }: { mutantPlans: MutantPlan[] }): void {
        const [size, seed] = (process.env[SAMPLE_VARIABLE] ?? '').split(':').map(Number);
        if (size !== undefined && seed !== undefined) keepSample(mutantPlans, size, seed);
      },
    },
  },
];
