/**
 * Whether a JPEG file is a baseline one, as browsers write them. A progressive file may hold hundreds of scans of the
 * whole picture in few bytes. Each takes as long as a whole file.
 */

/** Baseline frame header (SOF0), and start of a scan (SOS): second byte of their markers (ITU-T T.81, table B.1). */
const BASELINE_FRAME = 0xc0;
const SCAN = 0xda;
/** A baseline file has one scan, or one for each of three colours. Files of browsers hold no preview that has scans, too. */
const MAX_SCANS = 3;

/** @param bytes a whole file that starts with the JPEG marker; false where its frame header is not found */
export function isBaselineJpeg(bytes: Uint8Array): boolean {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && !isFrame(bytes[at + 1]!))
    at += 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
  if (bytes[at] !== 0xff || bytes[at + 1] !== BASELINE_FRAME) return false;
  let scans = 0;
  // The whole file counts: a decoder may skip bytes that this search reads as a length, and start elsewhere. In the data of a
  // scan 0xff is always followed by 0 or by a restart marker.
  for (at = 2; at + 1 < bytes.length; at++) if (bytes[at] === 0xff && bytes[at + 1] === SCAN) scans++;
  return scans <= MAX_SCANS;
}

/** Frame headers are 0xc0 to 0xcf, but for three tables among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
