/** The shell code blocks of a chapter of the README, in order. */

/** @param chapter beginning of its heading. Throws an Error when the chapter or its code blocks are missing. */
export function codeBlocks(readme: string, chapter: string): string[] {
  const part = readme.split('\n## ').find((each) => each.startsWith(chapter));
  const boxes = Array.from((part ?? '').matchAll(/^```sh\n([\s\S]*?)^```$/gmu), ([, box = '']) => box);
  if (boxes.length === 0) throw new Error(`README.md has no chapter "${chapter}" with code to type.`);
  return boxes;
}
