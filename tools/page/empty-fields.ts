/** Lists fields that were empty, for maintainers of adapters. */
import type { JobPost } from '../../utils/model/job-post.ts';
import { ADAPTER_FIELDS } from '../../utils/sites/adapter.ts';

/** `<kind>.<field>: empty in <n> of <posts>`, e.g. `card.salary: empty in 12 of 32`. Social posts need no title. */
export function emptyFields(posts: readonly JobPost[]): string[] {
  return [...new Set(posts.map(({ kind }) => kind))].flatMap((kind) => {
    const alike = posts.filter((post) => post.kind === kind);
    const expectedFields = ADAPTER_FIELDS.filter(
      (field) => kind !== 'social' || field === 'text' || field === 'poster',
    );
    return expectedFields.flatMap((field) => {
      const empty = alike.filter((post) => post[field] === '').length;
      return empty === 0 ? [] : [`${kind}.${field}: empty in ${empty} of ${alike.length}`];
    });
  });
}
