/** Address of a file of the site, wherever the site lies: every page stands in its top folder. */
export function fileAddress(path: string): string {
  return new URL(path, document.baseURI).href;
}

/** Reads a file of the site; null when it is missing or damaged. @param parse throws when it is not of its form */
export async function readSiteFile<T>(path: string, parse: (json: unknown) => T): Promise<T | null> {
  try {
    const response = await fetch(fileAddress(path));
    return response.ok ? parse(await response.json()) : null;
  } catch {
    return null;
  }
}
