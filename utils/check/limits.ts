/** Longest paste that is read, in UTF-16 units. */
export const MOST_PASTED = 400_000;

/** Longest text that is handed to the check page: one more than it reads, so that it can say that something was left out. */
export const MOST_HANDED = MOST_PASTED + 1;
