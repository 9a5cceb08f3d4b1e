/** Takes a text out of a ZIP file: the directory at its end names the entries. Only what is needed of the file is read. */

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** The end may be followed by a comment of so many bytes. */
const MAX_COMMENT_BYTES = 0xffff;
const MAX_DIRECTORY_BYTES = 4 * 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  /** Of its local header. */
  at: number;
}

const viewOf = async (part: Blob): Promise<DataView> => new DataView(await part.arrayBuffer());

/** The largest `.txt` of a ZIP file, unpacked; null where there is none, or it has more than `maxBytes` bytes. Rejects when it is damaged. */
export async function largestText(file: Blob, maxBytes: number): Promise<Blob | null> {
  const texts = (await entriesOf(file)).filter(({ name }) => /\.txt$/iu.test(name));
  const entry = texts.sort((a, b) => b.unpacked - a.unpacked)[0];
  if (entry === undefined || entry.unpacked > maxBytes) return null;
  const local = await viewOf(file.slice(entry.at, entry.at + LOCAL_BYTES));
  const start = entry.at + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
  const packed = file.slice(start, start + entry.packed);
  if (entry.method === STORED) return packed;
  return entry.method === DEFLATED ? inflate(packed, maxBytes) : null;
}

async function entriesOf(file: Blob): Promise<Entry[]> {
  const tailAt = Math.max(0, file.size - END_BYTES - MAX_COMMENT_BYTES);
  const tail = await viewOf(file.slice(tailAt));
  let end = tail.byteLength - END_BYTES;
  while (end >= 0 && tail.getUint32(end, true) !== END_SIGNATURE) end--;
  if (end < 0) return [];
  const size = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  if (size > MAX_DIRECTORY_BYTES) return [];
  const directory = await viewOf(file.slice(start, start + size));
  const entries: Entry[] = [];
  for (let at = 0; at + ENTRY_BYTES <= size && directory.getUint32(at, true) === ENTRY_SIGNATURE;) {
    const name = directory.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(new Uint8Array(directory.buffer, at + ENTRY_BYTES, name)),
      method: directory.getUint16(at + 10, true),
      packed: directory.getUint32(at + 20, true),
      unpacked: directory.getUint32(at + 24, true),
      at: directory.getUint32(at + 42, true),
    });
    at += ENTRY_BYTES + name + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  return entries;
}

/** What the directory says of the size may be wrong: unpacking ends at `maxBytes` bytes. */
async function inflate(packed: Blob, maxBytes: number): Promise<Blob | null> {
  const reader = packed.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts);
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
}
