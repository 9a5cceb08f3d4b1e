/** The web site of documents: every Markdown file of the project, by reader, with a search that works offline. */
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { headingAnchor } from '../../tools/docs/heading-anchor.ts';
import { sidebar } from '../../tools/docs/sidebar.ts';

/** Where files of the project that are no pages are read; the site holds documents alone. */
const NO_PAGE = /^(?!.*\.(?:md|html)(?:#|$)|https?:|#)/u;

export default defineConfig({
  title: 'JobLantern',
  description: 'Warns of job offers that trap people, before the first message is sent.',
  head: [
    [
      'link',
      {
        rel: 'icon',
        href: `data:image/svg+xml,${encodeURIComponent(readFileSync('public/icons/lantern.svg', 'utf8'))}`,
      },
    ],
  ],
  srcDir: '..',
  srcExclude: ['node_modules/**', '**/node_modules/**', '.output/**', '.test/**', '.demo/**', '.github/**', 'tests/**'],
  outDir: '../.output/docs',
  cacheDir: '../.output/docs-cache',
  rewrites: { 'README.md': 'index.md' },
  // Links to sources and folders lead into the repository; a test of the project holds them.
  ignoreDeadLinks: [NO_PAGE, /README$/u, /index$/u],
  lastUpdated: false,
  vite: { publicDir: false },
  markdown: {
    anchor: { slugify: headingAnchor },
    config(markdown) {
      const fence = markdown.renderer.rules.fence?.bind(markdown.renderer.rules);
      markdown.renderer.rules.fence = (tokens, index, options, environment, self) => {
        const token = tokens[index];
        if (token?.info.trim() === 'mermaid') return `<Diagram code="${encodeURIComponent(token.content)}" />`;
        return fence?.(tokens, index, options, environment, self) ?? '';
      };
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: sidebar
      .filter(({ text }) => text !== 'Other languages')
      .map(({ text, items }) => ({ text, link: items[0]?.link ?? '/' })),
    sidebar,
    docFooter: { prev: false, next: false },
  },
});
