/** Absolute URL of a file of the site; `path` is relative to the folder of the pages. */
export function fileAddress(path: string): string {
  return new URL(path, document.baseURI).href;
}

/** Reads a file of the site; null when it is missing or invalid. @param parse throws when it is invalid */
export async function readSiteFile<T>(path: string, parse: (json: unknown) => T): Promise<T | null> {
  try {
    const response = await fetch(fileAddress(path));
    return response.ok ? parse(await response.json()) : null;
  } catch {
    return null;
  }
}
