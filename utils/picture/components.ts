/** Connected components of a mask (8-neighbourhood), with boxes and areas. */
import type { Box } from './box.ts';

export interface Component extends Box {
  /** Number in `labels`, from 1. */
  label: number;
  /** Pixels. */
  area: number;
}

export interface Components {
  /** Label of each pixel; 0 outside the mask. */
  labels: Int32Array;
  /** In order of label. */
  components: Component[];
}

export function findComponents(mask: Uint8Array, width: number, height: number): Components {
  const labels = new Int32Array(width * height);
  const parents: number[] = [0];
  const find = (label: number): number => {
    let root = label;
    while (parents[root] !== root) root = parents[root] as number;
    while (parents[label] !== root) {
      const next = parents[label] as number;
      parents[label] = root;
      label = next;
    }
    return root;
  };
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (mask[at] === 0) continue;
      let label = 0;
      const join = (neighbour: number): void => {
        if (neighbour === 0) return;
        if (label === 0) label = find(neighbour);
        else {
          const other = find(neighbour);
          if (other !== label) parents[Math.max(other, label)] = label = Math.min(other, label);
        }
      };
      if (x > 0) join(labels[at - 1] as number);
      if (y > 0) {
        if (x > 0) join(labels[at - width - 1] as number);
        join(labels[at - width] as number);
        if (x + 1 < width) join(labels[at - width + 1] as number);
      }
      if (label === 0) {
        label = parents.length;
        parents.push(label);
      }
      labels[at] = label;
    }
  }
  return { labels, components: relabel(labels, parents, find, width) };
}

/** Numbers the roots from 1 without gaps, and measures each component. */
function relabel(labels: Int32Array, parents: number[], find: (label: number) => number, width: number): Component[] {
  const numbers = new Int32Array(parents.length);
  const components: Component[] = [];
  for (let at = 0; at < labels.length; at++) {
    if (labels[at] === 0) continue;
    const root = find(labels[at] as number);
    if (numbers[root] === 0) {
      numbers[root] = components.length + 1;
      components.push({ label: components.length + 1, left: width, top: Infinity, right: 0, bottom: 0, area: 0 });
    }
    const label = numbers[root] as number;
    labels[at] = label;
    const component = components[label - 1] as Component;
    const [x, y] = [at % width, Math.floor(at / width)];
    component.area++;
    if (x < component.left) component.left = x;
    if (x >= component.right) component.right = x + 1;
    if (y < component.top) component.top = y;
    if (y >= component.bottom) component.bottom = y + 1;
  }
  return components;
}
