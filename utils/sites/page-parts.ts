/** Parts of a page that are not what it is about. */

/** About the site and not about the post. */
export const SITE_PARTS_SELECTOR =
  'nav, footer, aside, [role="navigation"], [role="contentinfo"], [role="search"], dialog, [role="dialog"], [aria-modal="true"], [class*="cookie" i], [id*="cookie" i], [class*="consent" i]';
/** Parts that show other posts. A page may call anything so: they count only where most of the text stands outside. */
export const RELATED_POSTS_SELECTOR =
  '[class*="similar" i], [class*="related" i], [class*="recommend" i], [class*="other-jobs" i], [class*="more-jobs" i], [id*="similar" i], [id*="related" i]';
