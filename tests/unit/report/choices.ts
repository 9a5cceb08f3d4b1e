/** What a reader chose who takes nothing out and says nothing more. */
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
