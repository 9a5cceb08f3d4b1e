/** What the scripts of a page observe. Other attributes change too often, and are looked at in the last check. */
export const OBSERVER_OPTIONS = {
  childList: true,
  subtree: true,
  characterData: true,
  attributes: true,
  attributeFilter: ['href', 'name'],
};
