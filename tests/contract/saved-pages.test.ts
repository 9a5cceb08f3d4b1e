/**
 * What is found on the real saved pages beside the repository, which stay there: their content belongs to their sites.
 * Prints the table. Skipped where the pages are not.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { readSites } from '../../tools/knowledge/sites.ts';
import { adaptersFor } from '../../utils/sites/adapters-for.ts';
import { findPosts, statusOf } from '../../utils/sites/find-posts.ts';
import { findGeneric } from '../../utils/sites/generic.ts';
import { pageOf } from '../unit/sites/read-fixture.ts';

const PAGES = '../shared/pages';

type Row = [
  file: string,
  url: string,
  status: string,
  adapter: string | null,
  posts: number,
  titles: number,
  companies: number,
  why: string,
];

// Counted by eye and by the sites' own marks; a title or company is missing only where the page shows none.
const EXPECTED: Row[] = [
  [
    '51job/51job_lwithd.html.gz',
    'https://search.51job.com/list/000000,000000,0000,00,9,99,python,2,1.html',
    'could-not-read',
    '51job',
    0,
    0,
    0,
    'a shell of 2021 in GBK, its list not filled',
  ],
  [
    'craigslist/craigslist_detail_2026_EXCERPT.html.gz',
    'https://www.craigslist.org/view/d/santa-barbara-live-big-pay-less/bLXqCD17TRjQL8iAuBGMx9',
    'read',
    'craigslist',
    1,
    1,
    0,
    'a flat; names no company',
  ],
  [
    'facebook/facebook_debug_shafayet.html.gz',
    'https://www.facebook.com/Burgerlabbd/photos/1248889333937619',
    'could-not-read',
    'facebook',
    0,
    0,
    0,
    'an empty shell',
  ],
  [
    'glassdoor/glassdoor_csshlok.html.gz',
    'https://www.glassdoor.com/Reviews/Tata-Consultancy-Services-Reviews-E13461.htm',
    'nothing-here',
    'glassdoor',
    0,
    0,
    0,
    'reviews, no posts',
  ],
  ['glints/glints_list.html.gz', 'https://glints.com/id/lowongan-kerja', 'read', 'glints', 30, 30, 30, ''],
  [
    'indeed/indeed_blocked_debug.html.gz',
    'https://www.indeed.com/jobs?q=python&l=',
    'could-not-read',
    'indeed',
    0,
    0,
    0,
    'a check for robots',
  ],
  [
    'indeed/indeed_debug_rajkumar.html.gz',
    'https://in.indeed.com/jobs?q=flutter+developer&l=',
    'read',
    'indeed',
    17,
    17,
    17,
    '',
  ],
  [
    'indeed/indeed_list_danwarner.html.gz',
    'https://www.indeed.com/jobs?q=data+analyst&l=Portland%2C+OR',
    'read',
    'indeed',
    17,
    17,
    17,
    '',
  ],
  [
    'jobscz/jobscz_detail_widget_react.html.gz',
    'https://www.jobs.cz/rpd/2000161260/',
    'could-not-read',
    'jobscz',
    0,
    0,
    0,
    'a widget that was not filled',
  ],
  ['jobstreet/jobstreet_akichan.html.gz', 'https://id.jobstreet.com/id/jobs', 'read', 'seek', 32, 32, 32, ''],
  [
    'linkedin/linkedin_akichan.html.gz',
    'https://id.linkedin.com/jobs/software-engineer-jobs',
    'read',
    'linkedin',
    60,
    60,
    60,
    '',
  ],
  [
    'linkedin/linkedin_authwall.html.gz',
    'https://www.linkedin.com/authwall',
    'could-not-read',
    'linkedin',
    0,
    0,
    0,
    'a login wall',
  ],
  [
    'linkedin/linkedin_company_followers.html.gz',
    'https://cz.linkedin.com/posts/juniorguru_sledujte-honza-javorek-activity-7307699650512191489-IvLD',
    'read',
    'linkedin',
    1,
    0,
    1,
    'a post has no title',
  ],
  [
    'linkedin/linkedin_guest_apply_external_fragment.html.gz',
    'https://www.linkedin.com/jobs-guest/jobs/api/jobPosting/2717003384',
    'read',
    'linkedin',
    1,
    1,
    1,
    '',
  ],
  [
    'linkedin/linkedin_guest_detail_expired.html.gz',
    'https://cz.linkedin.com/jobs/view/tester-at-coolpeople-4015921370',
    'read',
    'linkedin',
    1,
    1,
    1,
    '',
  ],
  [
    'linkedin/linkedin_guest_job_logo.html.gz',
    'https://cz.linkedin.com/jobs-guest/jobs/api/jobPosting/3802884370',
    'read',
    'linkedin',
    1,
    1,
    1,
    '',
  ],
  [
    'linkedin/linkedin_guest_job_plucker.html.gz',
    'https://cz.linkedin.com/jobs-guest/jobs/api/jobPosting/3802884371',
    'read',
    'linkedin',
    1,
    1,
    1,
    '',
  ],
  [
    'linkedin/linkedin_guest_jobposting_fragment.html.gz',
    'https://www.linkedin.com/jobs-guest/jobs/api/jobPosting/2717003384',
    'read',
    'linkedin',
    1,
    1,
    1,
    '',
  ],
  [
    'linkedin/linkedin_guest_seemore_fragment.html.gz',
    'https://www.linkedin.com/jobs-guest/jobs/api/seeMoreJobPostings/search?keywords=developer&start=25',
    'read',
    'linkedin',
    25,
    25,
    25,
    '',
  ],
  [
    'linkedin/linkedin_http_guest.html.gz',
    'https://au.linkedin.com/jobs/full-stack-jobs-sydney-nsw',
    'read',
    'linkedin',
    7,
    7,
    7,
    '',
  ],
  [
    'naukri/naukri_debug.html.gz',
    'https://www.naukri.com/data-analyst-jobs-in-india',
    'read',
    'naukri',
    20,
    20,
    20,
    '',
  ],
  [
    'reddit/reddit_debug_1.html.gz',
    'https://www.reddit.com/search/?q=%24GGAL',
    'read',
    'reddit',
    55,
    55,
    0,
    'posts name no company',
  ],
  [
    'remoteok/remoteok_detail.html.gz',
    'https://remoteok.com/remote-jobs/99859-remote-software-engineer-ii-comscore',
    'read',
    'remoteok',
    1,
    1,
    1,
    '',
  ],
  [
    'seek/seek_au_2025_split.html.gz',
    'https://www.seek.com.au/full-stack-jobs/in-All-Sydney-NSW',
    'read',
    'seek',
    22,
    22,
    22,
    '',
  ],
  [
    'startupjobs/startupjobs_detail_expired.html.gz',
    'https://www.startupjobs.cz/nabidka/81775/junior-software-administrator-do-naseho-interniho-it-tymu',
    'could-not-read',
    null,
    0,
    0,
    0,
    'a shell that was not filled',
  ],
  [
    'topcv/topcv_debug_python.html.gz',
    'https://www.topcv.vn/viec-lam',
    'could-not-read',
    'topcv',
    0,
    0,
    0,
    'a start page with templates only',
  ],
  [
    'topcv/topcv_list_page1.html.gz',
    'https://www.topcv.vn/tim-viec-lam-ke-toan-cr392cb393',
    'read',
    'topcv',
    50,
    50,
    50,
    '',
  ],
  [
    'totaljobs_stepstone/totaljobs_1.html.gz',
    'https://www.totaljobs.com/jobs/sponsorship/in-united-kingdom?page=3',
    'read',
    'stepstone',
    25,
    25,
    25,
    '',
  ],
  [
    'weworkremotely/wwr_detail.html.gz',
    'https://weworkremotely.com/remote-jobs/bluelight-consulting-devops-engineer-kubernetes-aws-gcp',
    'read',
    'weworkremotely',
    1,
    1,
    1,
    '',
  ],
  [
    'weworkremotely/wwr_detail_noimage.html.gz',
    'https://weworkremotely.com/remote-jobs/stealth-co-devops-engineer',
    'read',
    'weworkremotely',
    1,
    1,
    1,
    '',
  ],
  ['x/x_debug_page.html.gz', 'https://x.com/skiinfomation', 'read', 'x', 4, 0, 0, 'posts have no title'],
];

const there = existsSync(PAGES);
const table: string[] = [];
afterAll(() => {
  if (there) console.log(['status\tadapter\tposts\ttitles\tcompanies\tfile', ...table.sort()].join('\n'));
});

describe.skipIf(!there)('saved pages (skipped: ../shared/pages is not here)', async () => {
  const { adapters, finder } = await readSites('knowledge');
  test.each(EXPECTED)('%s', (file, url, status, adapter, posts, titles, companies, why) => {
    const document = pageOf(gunzipSync(readFileSync(join(PAGES, file))), url);
    const knowledge = { adapters: adaptersFor(adapters, new URL(url).hostname), finder };
    const reading = findPosts(knowledge, findGeneric, document, url);
    const seen = {
      status: statusOf(knowledge, reading, document, url),
      adapter: reading.adapter,
      posts: reading.posts.length,
      titles: reading.posts.filter(({ post }) => post.title !== '').length,
      companies: reading.posts.filter(({ post }) => post.company !== '').length,
    };
    table.push([...Object.values(seen), `${file} ${why}`].join('\t'));
    expect(seen).toEqual({ status, adapter, posts, titles, companies });
    for (const { post } of reading.posts) {
      expect(post.text).not.toBe('');
      expect(post.title + post.company + post.text).not.toMatch(
        /\{\{|[.#][\w-]+\{[\w-]+:|"@context"|with verification/u,
      );
    }
  });
});
