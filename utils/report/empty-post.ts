/** A post without content, to which a report adds what it sends. */
import type { JobPost } from '../model/job-post.ts';

export const EMPTY_POST: JobPost = {
  id: '',
  url: '',
  site: '',
  kind: 'detail',
  title: '',
  company: '',
  location: '',
  salary: '',
  text: '',
  contacts: [],
  poster: '',
};
