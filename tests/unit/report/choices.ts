/** The choices of a reader who leaves all in and adds nothing. */
export const CHOICES = {
  id: '0'.repeat(32),
  removed: [],
  categories: [],
  words: '',
  reach: '',
  locale: 'en',
  appVersion: '1',
  today: '2026-11-25',
};
