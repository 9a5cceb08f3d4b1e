/** Collects the values of an option that may be given several times (commander's argument parser). */
export function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}
