/** The database of the site's lists. */
export const LIST_DATABASE = 'joblantern-web';

/** Whether lists are stored here; false where that is unknown. */
export async function hasStoredLists(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === LIST_DATABASE);
  } catch {
    return false;
  }
}
