/** Whether what is drawn is larger than its box: then the box must be reached by keyboard, to be scrolled. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export function useIsScrollable(): { box: { current: HTMLDivElement | null }; isScrollable: boolean } {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrollable] = useState(false);
  const measure = (): void => {
    const element = box.current;
    if (element === null) return;
    setScrollable(element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth);
  };
  // After every drawing: what stands in the box changes more often than its size.
  useLayoutEffect(measure);
  useLayoutEffect(() => {
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  return { box, isScrollable: scrolls };
}
