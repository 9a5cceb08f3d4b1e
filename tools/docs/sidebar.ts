/** The pages of the site of documents, by reader. Every document of the project has its place here. */
import { translatedLanguages } from './translated-page.ts';

export interface SidebarGroup {
  text: string;
  items: { text: string; link: string }[];
}

const page = (text: string, link: string): { text: string; link: string } => ({ text, link });

export const sidebar: SidebarGroup[] = [
  {
    text: 'Readers',
    items: [
      page('Questions', '/docs/reader/index'),
      page('Load it in your browser', '/docs/reader/install'),
      page('Check a message, get help', '/docs/reader/check-a-message'),
      page('Privacy', '/docs/reader/privacy'),
      page('Permissions', '/docs/reader/permissions'),
      page('Sites', '/docs/reader/sites'),
      page('Accessibility', '/docs/reader/accessibility'),
    ],
  },
  {
    text: 'Other languages',
    items: translatedLanguages().map(({ tag, name }) => page(name, `/docs/reader/languages/${tag}`)),
  },
  {
    text: 'Publishers',
    items: [
      page('Questions', '/docs/publisher/index'),
      page('List a recruiter', '/docs/publisher/list-a-recruiter'),
      page('Without a server', '/docs/publisher/deploy'),
      page('Receive reports', '/docs/publisher/receive-reports'),
      page('Your brand', '/docs/publisher/your-brand'),
      page('What a year costs', '/docs/publisher/cost'),
      page('Rules of listing', '/GOVERNANCE'),
      page('Publishers that can be added', '/knowledge/publishers/README'),
      page('Indicators as CSV', '/knowledge/indicators/README'),
      page('Reference of the commands', '/docs/publisher/reference'),
      page('Partners', '/docs/publisher/partners'),
      page('Several lists', '/docs/publisher/lists'),
      page('The channel', '/docs/publisher/channel'),
      page('The relay', '/docs/publisher/relay'),
      page('Data protection', '/docs/publisher/data-protection'),
      page('Many computers', '/docs/publisher/policy'),
      page('Three ways to publish', '/docs/publisher/brands'),
      page('Stores', '/docs/publisher/stores'),
      page('Registers', '/docs/publisher/registers'),
      page('The web site for phones', '/docs/publisher/web-page'),
    ],
  },
  {
    text: 'Moderators',
    items: [page('Questions', '/docs/moderator/index'), page('The desk', '/docs/moderator/desk')],
  },
  {
    text: 'Contributors',
    items: [
      page('Questions', '/docs/contributor/index'),
      page('How to help', '/CONTRIBUTING'),
      page('Architecture', '/ARCHITECTURE'),
      page('Knowledge', '/knowledge/README'),
      page('Glossary', '/docs/contributor/glossary'),
      page('Commands', '/docs/contributor/commands'),
      page('Reference of the knowledge files', '/docs/contributor/reference-knowledge'),
      page('Map of the messages', '/docs/contributor/reference-messages'),
      page('Browsers', '/docs/contributor/browsers'),
      page('Conduct', '/CODE_OF_CONDUCT'),
      page('Changes', '/CHANGELOG'),
    ],
  },
  {
    text: 'Reviewers',
    items: [
      page('Questions', '/docs/reports/index'),
      page('Security', '/SECURITY'),
      page('Known gaps', '/docs/reports/known-gaps'),
      page('How well posts are judged', '/docs/reports/quality'),
      page('Data sheet of the corpus', '/docs/reports/corpus'),
      page('Hostile pages', '/docs/reports/hostile-pages'),
      page('False reports', '/docs/reports/poisoning'),
      page('Costs of a list', '/docs/reports/scale'),
      page('Reading pictures', '/docs/reports/pictures'),
      page('Ten tasks of a new reader', '/docs/reports/ten-tasks'),
      page('Three tasks of a new contributor', '/docs/reports/newcomer'),
      page('Help contacts', '/docs/reports/help'),
      page('Mutation testing', '/docs/reports/mutation'),
    ],
  },
];
