/** What is typed stays on the device: browsers offer to check spelling on their servers, and keep what forms held. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const fields = [...globSync('components/**/*.tsx'), ...globSync('web/**/*.tsx')].flatMap((file) =>
  Array.from(readFileSync(file, 'utf8').matchAll(/<(?:textarea|input)\b.*?\/>/gsu), ([tag]) => ({ file, tag })).filter(
    ({ tag }) => !/type="(?:checkbox|radio|file|password)"/u.test(tag),
  ),
);

test.each(fields.map(({ file, tag }): [string, string] => [file, tag]))(
  'a field of %s is neither checked elsewhere nor kept',
  (file, tag) => {
    expect(tag).toContain('spellcheck={false}');
    // The fields of the desk share theirs.
    if (!file.endsWith('desk/Field.tsx')) expect(tag).toContain('autocomplete="off"');
  },
);

test('fields are found', () => expect(fields.length).toBeGreaterThan(6));
