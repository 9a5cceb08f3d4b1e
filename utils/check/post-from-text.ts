/** Makes a post of a pasted text, for judging and for reports. */
import type { JobPost } from '../model/job-post.ts';

export function postFromText(text: string, contacts: string[] = [], poster = ''): JobPost {
  return {
    id: '',
    url: '',
    site: 'check',
    kind: 'message',
    title: '',
    company: '',
    location: '',
    salary: '',
    text,
    contacts,
    poster,
  };
}
