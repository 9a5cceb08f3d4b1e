/** Pages whose resources are never answered, so that they never finish loading. */
import { UNANSWERED } from '../harness/driver.ts';
import { job, page, type Attack } from './attack.ts';

const RESOURCE = `https://www.linkedin.com${UNANSWERED}x`;

/** The lure, and after it an element that waits for its resource. */
const withElement = (element: string): string => page(job()).replace('</main>', `</main>${element}`);

export const UNFINISHED: readonly Attack[] = [
  ['waits for a script', `<script src="${RESOURCE}.js"></script>`],
  ['waits for a deferred script', `<script defer src="${RESOURCE}.js"></script>`],
  ['waits for a module script', `<script type="module" src="${RESOURCE}.js"></script>`],
  [
    'waits for a style sheet before a script',
    `<link rel="stylesheet" href="${RESOURCE}.css"><script>document.title = 'Jobs';</script>`,
  ],
  ['waits for a picture', `<img alt="" src="${RESOURCE}.png">`],
  ['waits for a frame', `<iframe src="${RESOURCE}.html"></iframe>`],
].map(([description = '', element = '']) => ({
  description: `${description} that never answers`,
  html: () => withElement(element),
  neverLoads: true,
  durationMs: 0,
}));
