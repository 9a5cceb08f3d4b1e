/** Whether content is larger than its box; such a box must be reachable by keyboard. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export function useIsScrollable(): { box: { current: HTMLDivElement | null }; isScrollable: boolean } {
  const box = useRef<HTMLDivElement>(null);
  const [isScrollable, setScrollable] = useState(false);
  const measure = (): void => {
    const element = box.current;
    if (element === null) return;
    setScrollable(element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth);
  };
  // After every render, because the content changes more often than the size.
  useLayoutEffect(measure);
  useLayoutEffect(() => {
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  return { box, isScrollable };
}
