/**
 * A file of named sections, read without copying: "JLK1" and the number of sections. Then for each its name (16 bytes
 * of ASCII, zero padded), offset and length in bytes. Offsets are multiples of four; numbers are 32-bit little-endian.
 */
const MAGIC = 0x314b4c4a;
const NAME_BYTES = 16;
const HEADER_BYTES = 8;
const ENTRY_BYTES = NAME_BYTES + 8;

export type Sections = ReadonlyMap<string, Uint8Array>;

export function packSections(sections: Record<string, Uint8Array>): Uint8Array {
  const entries = Object.entries(sections);
  let offset = HEADER_BYTES + ENTRY_BYTES * entries.length;
  const total = entries.reduce((sum, [, bytes]) => sum + paddedLength(bytes.length), offset);
  const packed = new Uint8Array(total);
  const view = new DataView(packed.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, entries.length, true);
  for (const [index, [name, bytes]] of entries.entries()) {
    const at = HEADER_BYTES + ENTRY_BYTES * index;
    if (name.length > NAME_BYTES) throw new RangeError(`section name too long: ${name}`);
    for (let i = 0; i < name.length; i++) packed[at + i] = name.charCodeAt(i);
    view.setUint32(at + NAME_BYTES, offset, true);
    view.setUint32(at + NAME_BYTES + 4, bytes.length, true);
    packed.set(bytes, offset);
    offset += paddedLength(bytes.length);
  }
  return packed;
}

/** Throws a RangeError when the bytes are no such file or are truncated. */
export function readSections(bytes: Uint8Array): Sections {
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  if (whole.length < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) throw new RangeError('not a file of sections');
  const count = view.getUint32(4, true);
  if (count > 64 || whole.length < HEADER_BYTES + ENTRY_BYTES * count)
    throw new RangeError('truncated in the table of sections');
  const sections = new Map<string, Uint8Array>();
  for (let index = 0; index < count; index++) {
    const at = HEADER_BYTES + ENTRY_BYTES * index;
    let name = '';
    for (let i = 0; i < NAME_BYTES && whole[at + i] !== 0; i++) name += String.fromCharCode(whole[at + i] ?? 0);
    const offset = view.getUint32(at + NAME_BYTES, true);
    const length = view.getUint32(at + NAME_BYTES + 4, true);
    if (offset % 4 !== 0 || offset + paddedLength(length) > whole.length)
      throw new RangeError(`section ${name} is truncated`);
    sections.set(name, whole.subarray(offset, offset + length));
  }
  return sections;
}

export function uint16Section(sections: Sections, name: string): Uint16Array {
  const bytes = byteSection(sections, name);
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1);
}

export function uint32Section(sections: Sections, name: string): Uint32Array {
  const bytes = byteSection(sections, name);
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
}

export function int32Section(sections: Sections, name: string): Int32Array {
  const bytes = byteSection(sections, name);
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
}

export function byteSection(sections: Sections, name: string): Uint8Array {
  const bytes = sections.get(name);
  if (bytes === undefined) throw new RangeError(`section ${name} is missing`);
  return bytes;
}

function paddedLength(length: number): number {
  return (length + 3) & ~3;
}
