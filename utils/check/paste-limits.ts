/** Longest pasted text that is read, in UTF-16 units. */
export const MAX_PASTED_UNITS = 400_000;

/** Longest text handed to the check page: one unit more than it reads, so that a cut is noticed. */
export const MAX_HANDOFF_UNITS = MAX_PASTED_UNITS + 1;
