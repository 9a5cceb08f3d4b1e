/** The outcome of reading a page. */

/** `read`: posts were found. `nothing-here`: no job posts. `could-not-read`: a wall, a block or a broken layout. */
export const PAGE_STATUSES = ['read', 'nothing-here', 'could-not-read'] as const;
export type PageStatus = (typeof PAGE_STATUSES)[number];
