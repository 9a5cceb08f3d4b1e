/** A post whose fields are all empty: for content that was discarded, and as a base to fill in. */
import type { JobPost } from './job-post.ts';

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
