/**
 * A file of named sections, read in place: "JLK1", count, then for each section its name (16 bytes of ASCII, padded with
 * zeros), offset and length in bytes; offsets are multiples of four. All numbers are 32-bit little-endian.
 */
const MAGIC = 0x314b4c4a;
const NAME = 16;
const HEAD = 8;
const ENTRY = NAME + 8;

export type Sections = ReadonlyMap<string, Uint8Array>;

export function packSections(sections: Record<string, Uint8Array>): Uint8Array {
  const entries = Object.entries(sections);
  let offset = HEAD + ENTRY * entries.length;
  const total = entries.reduce((sum, [, bytes]) => sum + padded(bytes.length), offset);
  const packed = new Uint8Array(total);
  const view = new DataView(packed.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, entries.length, true);
  for (const [index, [name, bytes]] of entries.entries()) {
    const at = HEAD + ENTRY * index;
    if (name.length > NAME) throw new RangeError(`section name too long: ${name}`);
    for (let i = 0; i < name.length; i++) packed[at + i] = name.charCodeAt(i);
    view.setUint32(at + NAME, offset, true);
    view.setUint32(at + NAME + 4, bytes.length, true);
    packed.set(bytes, offset);
    offset += padded(bytes.length);
  }
  return packed;
}

/** Throws a RangeError when the bytes are not such a file. */
export function readSections(bytes: Uint8Array): Sections {
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  if (whole.length < HEAD || view.getUint32(0, true) !== MAGIC) throw new RangeError('not a file of sections');
  const count = view.getUint32(4, true);
  if (count > 64 || whole.length < HEAD + ENTRY * count) throw new RangeError('cut off in the table of sections');
  const sections = new Map<string, Uint8Array>();
  for (let index = 0; index < count; index++) {
    const at = HEAD + ENTRY * index;
    let name = '';
    for (let i = 0; i < NAME && whole[at + i] !== 0; i++) name += String.fromCharCode(whole[at + i] ?? 0);
    const offset = view.getUint32(at + NAME, true);
    const length = view.getUint32(at + NAME + 4, true);
    if (offset % 4 !== 0 || offset + length > whole.length) throw new RangeError(`section ${name} is cut off`);
    sections.set(name, whole.subarray(offset, offset + length));
  }
  return sections;
}

export function words16(sections: Sections, name: string): Uint16Array {
  const bytes = section(sections, name);
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1);
}

export function words32(sections: Sections, name: string): Uint32Array {
  const bytes = section(sections, name);
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
}

export function signed32(sections: Sections, name: string): Int32Array {
  const bytes = section(sections, name);
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
}

export function section(sections: Sections, name: string): Uint8Array {
  const bytes = sections.get(name);
  if (bytes === undefined) throw new RangeError(`section ${name} is missing`);
  return bytes;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
