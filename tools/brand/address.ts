/** Which addresses a brand may name: https, and on this machine http as well, for trying out. */

/** What is wrong with it, or null. */
export function addressFault(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null) return `"${address}" is no web address like https://list.shelter.example/.`;
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && isLoopback(url)) return null;
  return `"${address}" must begin with https:// - only 127.0.0.1 and localhost, for trying out, may do without.`;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
