import { describe, expect, it } from 'vitest';
import { parseWholeNumber, requireOption } from '../../../hub/relay/options.ts';

describe('options', () => {
  it('must be there when they are needed', () => {
    expect(requireOption({ url: 'x' }, 'url')).toBe('x');
    expect(() => requireOption({ url: '' }, 'url')).toThrow('--url is needed');
    expect(() => requireOption({ url: undefined }, 'url')).toThrow('--url is needed');
  });

  it('are whole numbers up to their limit', () => {
    expect(parseWholeNumber(undefined, 'port', 8787, 65_535)).toBe(8787);
    expect(parseWholeNumber('0', 'port', 8787, 65_535)).toBe(0);
    expect(parseWholeNumber('65535', 'port', 8787, 65_535)).toBe(65_535);
    for (const text of ['65536', '-1', '1.5', '', ' 1', '1x', '0x10', '1e3'])
      expect(() => parseWholeNumber(text, 'port', 8787, 65_535), text).toThrow(
        '--port must be a whole number up to 65535',
      );
  });
});
