/** Longest paste that is read, in UTF-16 units. */
export const MAX_PASTED_UNITS = 400_000;

/** Longest text that is handed to the check page: one more than it reads, so that it can say that something was left out. */
export const MAX_HANDOFF_UNITS = MAX_PASTED_UNITS + 1;
