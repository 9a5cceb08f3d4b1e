import { describe, expect, it } from 'vitest';
import { drawIcon, iconPixels, logoFault } from '../../../tools/brand/logo.ts';

const svg = (inner: string, box = '0 0 64 64'): Uint8Array =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${inner}</svg>`);
const good = svg('<rect width="64" height="64" fill="#0d5c63"/><circle cx="32" cy="32" r="20" fill="#fff"/>');
const edge = (png: Uint8Array): number[] => [Buffer.from(png).readUInt32BE(16), Buffer.from(png).readUInt32BE(20)];

describe('logoFault', () => {
  it('accepts a square SVG or a large PNG', () => {
    expect(logoFault('logo.svg', good)).toBeNull();
    expect(logoFault('logo.PNG', drawIcon('logo.svg', good, { size: 512 }))).toBeNull();
  });

  it.each([
    ['a script', 'a.svg', svg('<script>alert(1)</script>'), /script/u],
    ['text', 'a.svg', svg('<text x="1">NGO</text>'), /convert it to paths/u],
    ['a picture from elsewhere', 'a.svg', svg('<image href="https://ngo.example/a.png"/>'), /refers to another file/u],
    ['a style from elsewhere', 'a.svg', svg('<rect style="fill:url(https://ngo.example/a)"/>'), /refers to/u],
    ['another form', 'a.svg', svg('<rect/>', '0 0 200 64'), /not square/u],
    ['broken marks', 'a.svg', Buffer.from('<svg><g></svg>'), /cannot be read as SVG/u],
    ['few pixels', 'a.png', drawIcon('a.svg', good, { size: 128 }), /128 pixels wide; at least 512/u],
    ['no PNG in it', 'a.png', good, /cannot be read as PNG/u],
    ['another ending', 'a.jpg', good, /SVG or a PNG/u],
    ['too many bytes', 'a.svg', new Uint8Array(400_000), /400 KB; at most 300 KB/u],
  ])('with %s is refused', (_what, name, bytes, why) => {
    expect(logoFault(name, bytes)).toMatch(why);
  });
});

describe('drawIcon', () => {
  it.each([16, 48, 512])('is the same for the same size, at %d pixels', (size) => {
    const drawn = drawIcon('logo.svg', good, { size });
    expect(edge(drawn)).toEqual([size, size]);
    expect(Buffer.compare(drawn, drawIcon('logo.svg', good, { size }))).toBe(0);
  });

  it('is drawn from a PNG too, with a coloured margin', () => {
    const png = drawIcon('logo.svg', good, { size: 600 });
    expect(edge(drawIcon('logo.png', png, { size: 16 }))).toEqual([16, 16]);
    const framed = drawIcon('logo.png', png, { size: 64, contentScale: 0.7, background: '#ff0000' });
    expect(edge(framed)).toEqual([64, 64]);
    expect(Buffer.compare(framed, drawIcon('logo.png', png, { size: 64 }))).not.toBe(0);
  });
});

describe('iconPixels', () => {
  const half = svg('<rect width="32" height="64" fill="#ff8000" fill-opacity="0.5"/>');

  it('gives colours as they are, not multiplied by their opacity', () => {
    expect([...iconPixels('a.svg', half, 2)]).toEqual([255, 128, 0, 128, 0, 0, 0, 0, 255, 128, 0, 128, 0, 0, 0, 0]);
  });

  it('shows the grey icon in grey of the same lightness and opacity', () => {
    const grey = iconPixels('a.png', drawIcon('a.svg', half, { size: 2, isGrey: true }), 2);
    // By BT.709: 0.2126 * 255 + 0.7152 * 128.
    const [red = 0, green, blue, opacity] = grey;
    expect(Math.abs(red - 146)).toBeLessThanOrEqual(2);
    expect([green, blue, opacity]).toEqual([red, red, 128]);
  });
});
