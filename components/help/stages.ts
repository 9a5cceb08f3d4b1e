/** Where in the journey a person is, and how many steps the messages hold for each: `help.step.<stage>.<number>`. */
export const STAGES = ['there', 'airport', 'going', 'back', 'relative'] as const;
export type Stage = (typeof STAGES)[number];

export const STEP_NUMBERS = [1, 2, 3, 4, 5] as const;

/** Who has not gone yet, or asks for somebody who may not have, should look up the recruiter. */
export function needsRegistry(stage: Stage | null): boolean {
  return stage === 'going' || stage === 'airport';
}
