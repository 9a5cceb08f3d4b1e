/** Selectors of page parts that do not belong to the main content. */

/** Navigation, footers, dialogs and cookie notices. */
export const SITE_PARTS_SELECTOR =
  'nav, footer, aside, [role="navigation"], [role="contentinfo"], [role="search"], dialog, [role="dialog"], [aria-modal="true"], [class*="cookie" i], [id*="cookie" i], [class*="consent" i]';
/** Parts that show other posts. Class names can mislead, so they are left out only where most text is outside. */
export const RELATED_POSTS_SELECTOR =
  '[class*="similar" i], [class*="related" i], [class*="recommend" i], [class*="other-jobs" i], [class*="more-jobs" i], [id*="similar" i], [id*="related" i]';
