/** What a reader can decide on one post: "this is fine", or "open anyway". */
export const POST_CHOICES = ['fine', 'opened'] as const;
export type PostChoice = (typeof POST_CHOICES)[number];
