/** Decodes percent-encoded text of an address; text that is not well-formed stays as it is. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
