/** The invented offer of the welcome page as a post, in the reader's language. */
import type { Translator } from '../../utils/i18n/messages.ts';
import type { JobPost } from '../../utils/model/job-post.ts';

export function examplePost({ t }: Pick<Translator, 't'>): JobPost {
  return {
    id: 'example',
    url: '',
    site: 'welcome',
    kind: 'message',
    title: t('welcome.example.title'),
    company: '',
    location: '',
    salary: '',
    text: t('welcome.example.text'),
    contacts: [],
    poster: '',
  };
}
