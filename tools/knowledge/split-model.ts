/** Splits `model.bin` into one shard for each script group (`utils/detect/model-file.ts`), for pages that load few of them. */
import { GROUP_BITS, SCRIPT_GROUPS } from '../../utils/detect/ngram-reader.ts';
import { CLASSES } from '../../utils/detect/text-classifier.ts';
import { byteSection, packSections, readSections } from '../../utils/text/sections.ts';

/** The shards by script group, in the order of `SCRIPT_GROUPS`. Throws an Error when the bytes are no file of sections. */
export function splitModel(bytes: Uint8Array): Uint8Array[] {
  const sections = readSections(bytes);
  return SCRIPT_GROUPS.map((_, group) => {
    const planes = CLASSES.map((name) => {
      const plane = byteSection(sections, name);
      const size = plane.length >> GROUP_BITS;
      return [name, plane.subarray(group * size, (group + 1) * size)] as const;
    });
    return packSections({ meta: byteSection(sections, 'meta'), ...Object.fromEntries(planes) });
  });
}
