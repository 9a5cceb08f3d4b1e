/** Posts for tests. */
import type { JobPost } from '../../../utils/model/job-post.ts';

/** A message with these fields; the others are empty. */
export function post(fields: Partial<JobPost>): JobPost {
  return {
    id: 'post',
    url: '',
    site: 'test',
    kind: 'message',
    title: '',
    company: '',
    location: '',
    salary: '',
    text: '',
    contacts: [],
    poster: '',
    ...fields,
  };
}
