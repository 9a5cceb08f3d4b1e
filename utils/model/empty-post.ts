/** A post without content, for what was discarded, or is filled in by the reader. */
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
