/** Whether what is drawn is larger than its box: then the box must be reached by keyboard, to be scrolled. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export function useScrolls(): { box: { current: HTMLDivElement | null }; scrolls: boolean } {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  const look = (): void => {
    const element = box.current;
    if (element === null) return;
    setScrolls(element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth);
  };
  // After every drawing: what stands in the box changes more often than its size.
  useLayoutEffect(look);
  useLayoutEffect(() => {
    addEventListener('resize', look);
    return () => removeEventListener('resize', look);
  }, []);
  return { box, scrolls };
}
