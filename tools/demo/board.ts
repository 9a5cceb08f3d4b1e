/** A small job board of our own on loopback, for the demo and for pictures. It has one list, and a page for each post. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import type { AddressInfo } from 'node:net';
import { DEMO_POSTS, type DemoPost } from './posts.ts';

const STYLE = `
  body { margin: 0; font: 16px/1.6 system-ui, 'Noto Sans', 'Noto Sans Thai', 'Noto Sans CJK SC', sans-serif; color: #1b1f23; background: #f3f5f7; }
  header { background: #17324d; color: #fff; padding: 16px 24px; }
  header a { color: #fff; text-decoration: none; font-weight: 600; }
  main { max-width: 860px; margin: 24px auto; padding: 0 16px; }
  article { background: #fff; border: 1px solid #d9dee3; border-radius: 8px; padding: 16px 20px; margin: 0 0 16px; }
  h2 { margin: 0 0 4px; font-size: 19px; } h2 a { color: #0b57d0; text-decoration: none; }
  .meta { color: #4a5560; margin: 0 0 8px; } .meta span + span::before { content: ' · '; }
  .apply { display: inline-block; padding: 10px 18px; border-radius: 6px; background: #0b57d0; color: #fff; text-decoration: none; }
  @media (prefers-color-scheme: dark) { body { background: #101418; color: #e6e9ec; } article { background: #1a2026; border-color: #333c45; } .meta { color: #a9b4bf; } h2 a { color: #8ab4f8; } }
`;

export interface Board {
  url: string;
  stop(): Promise<void>;
}

/** @param port 0 takes any free one */
export async function startBoard(port: number): Promise<Board> {
  const app = new Hono();
  app.get('/', (context) => context.html(listPage()));
  app.get('/jobs/:slug', (context) => {
    const post = DEMO_POSTS.find(({ slug }) => slug === context.req.param('slug'));
    return post === undefined ? context.notFound() : context.html(detailPage(post));
  });
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, ({ port: taken }: AddressInfo) =>
      resolve({
        url: `http://127.0.0.1:${taken}/`,
        stop: () => new Promise((done) => server.close(() => done())),
      }),
    );
  });
}

function page(title: string, lang: string, body: unknown): ReturnType<typeof html> {
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header><a href="/">Open Harbour Jobs</a></header>
        <main>${body}</main>
      </body>
    </html>`;
}

function meta(post: DemoPost): ReturnType<typeof html> {
  const parts = [
    ['company', post.company],
    ['location', post.location],
    ['salary', post.salary],
  ].filter(([, value]) => value !== '');
  return html`<p class="meta">${parts.map(([name, value]) => html`<span class="job-${name}">${value}</span>`)}</p>`;
}

function listPage(): ReturnType<typeof html> {
  const cards = DEMO_POSTS.map(
    (post) =>
      html`<article class="job-card" lang="${post.lang}">
        <h2 class="job-title"><a href="/jobs/${post.slug}">${post.title}</a></h2>
        ${meta(post)}
        <p class="job-description">${post.text}</p>
      </article>`,
  );
  return page(
    'Jobs today',
    'en',
    html`<h1>Jobs today</h1>
      ${cards}`,
  );
}

function detailPage(post: DemoPost): ReturnType<typeof html> {
  return page(
    post.title,
    post.lang,
    html`<article class="job-detail">
      <h1 class="job-title">${post.title}</h1>
      ${meta(post)}
      <div class="job-description"><p>${post.text}</p></div>
      <p><a class="apply" href="#apply">Apply</a></p>
    </article>`,
  );
}
