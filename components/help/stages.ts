/** The stages of a journey, and the numbers of the messages `help.step.<stage>.<number>`. */
export const STAGES = ['there', 'airport', 'going', 'back', 'relative'] as const;
export type Stage = (typeof STAGES)[number];

export const STEP_NUMBERS = [1, 2, 3, 4, 5] as const;

/** Whether the stage comes before arrival, when looking up the recruiter still helps. */
export function needsRegistry(stage: Stage | null): boolean {
  return stage === 'going' || stage === 'airport';
}
