/** The answers to "Was this right?". The interface has a message `feedback.<answer>` for each. */

export const FEEDBACK_ANSWERS = ['right', 'wrong', 'unsure'] as const;
export type FeedbackAnswer = (typeof FEEDBACK_ANSWERS)[number];
