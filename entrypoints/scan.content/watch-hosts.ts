/** Watches sizes that change when a script attaches a shadow root. That changes no element, so no other event reports it. */
/** Likely hosts that are watched. */
const MAX_HOSTS = 500;
/** Calls that are made at once; a page whose sizes still change then is one that moves. */
const MAX_CALLS = 40;
/** Time between further calls, milliseconds. */
const CALM_MS = 1000;

/**
 * Calls `onResize` soon, and whenever a host changes its size or a drawn element is no longer drawn.
 *
 * @param hosts elements that may host a shadow root
 * @param drawn elements that lose their box when their parent gets a shadow root
 * @returns a function that ends it
 */
export function watchHosts(hosts: readonly Element[], drawn: readonly Element[], onResize: () => void): () => void {
  let calls = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new ResizeObserver(() => {
    if (++calls <= MAX_CALLS) return onResize();
    timer ??= setTimeout(() => {
      timer = undefined;
      onResize();
    }, CALM_MS);
  });
  for (const element of [...drawn, ...hosts.slice(0, MAX_HOSTS)]) observer.observe(element);
  return () => {
    observer.disconnect();
    clearTimeout(timer);
  };
}
