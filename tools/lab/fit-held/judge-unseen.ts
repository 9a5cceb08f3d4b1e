/** How many of the unseen cries for help the whole engine finds, and how many look-alikes and posts it takes for one. */
import { readRows } from '../../eval/rows.ts';
import { wilsonShare } from '../../eval/wilson-share.ts';
import { ensureKnowledge } from '../../knowledge/compile-knowledge.ts';
import { readCompiled } from '../../knowledge/read-compiled.ts';
import { analyse, loadKnowledge, type Knowledge } from '../../../utils/detect/analyse.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { UNSEEN_BATCHES } from '../train/training-examples.ts';
import { readCryRows, UNSEEN_CRY_BATCHES } from './read-cries.ts';

const OTHER_FIELDS = { id: '', url: '', title: '', company: '', location: '', salary: '', poster: '' };

/** Lines about the unseen cries, then about the unseen posts; each share with its 95 % bounds. */
export async function judgeUnseen(cries: string, posts: string): Promise<string[]> {
  await ensureKnowledge();
  const knowledge = loadKnowledge(readCompiled());
  return [...(await judgeCries(cries, knowledge)), ...(await judgePosts(posts, knowledge))];
}

/** A line for each unseen batch in `folder`, and one for all. */
async function judgeCries(folder: string, knowledge: Knowledge): Promise<string[]> {
  const judged = (await readCryRows(folder))
    .filter(({ batch }) => UNSEEN_CRY_BATCHES.has(batch))
    .map(({ text, label, batch }) => {
      const post: JobPost = { ...OTHER_FIELDS, site: 'eval', kind: 'message', contacts: [], text };
      return { batch, label, isFound: analyse(post, knowledge).kind === 'held' };
    });
  const line = (name: string, list: Judged[]): string =>
    `${name}: cries ${shareFound(list, 'held')}, look-alikes ${shareFound(list, 'other')}`;
  return [
    ...[...UNSEEN_CRY_BATCHES].map((name) =>
      line(
        name,
        judged.filter(({ batch }) => batch === name),
      ),
    ),
    line('all', judged),
  ];
}

/** A line for each label of the unseen posts of `folder`: how many are answered with help first. */
async function judgePosts(folder: string, knowledge: Knowledge): Promise<string[]> {
  const judged = (await readRows(folder))
    .filter(({ batch }) => UNSEEN_BATCHES.has(batch))
    .map(({ post, label }) => ({ label, isFound: analyse(post, knowledge).kind === 'held' }));
  return [...new Set(judged.map(({ label }) => label))].map(
    (label) => `posts, ${label}: answered with help first ${shareFound(judged, label)}`,
  );
}

interface Judged {
  label: string;
  isFound: boolean;
}

function shareFound(judged: readonly Judged[], label: string): string {
  const own = judged.filter((each) => each.label === label);
  const { share, lower, upper, of } = wilsonShare(own.filter(({ isFound }) => isFound).length, own.length);
  return `${percent(share)} % of ${of} (${percent(lower)} to ${percent(upper)})`;
}

const percent = (share: number): string => (100 * share).toFixed(1);
