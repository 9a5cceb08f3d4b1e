/** How many of the unseen cries for help the whole engine finds, and how many look-alikes it takes for one. */
import { wilsonShare } from '../../eval/wilson-share.ts';
import { ensureKnowledge } from '../../knowledge/compile-knowledge.ts';
import { readCompiled } from '../../knowledge/read-compiled.ts';
import { analyse, loadKnowledge } from '../../../utils/detect/analyse.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { readCryRows, UNSEEN_CRY_BATCHES } from './read-cries.ts';

const OTHER_FIELDS = { id: '', url: '', title: '', company: '', location: '', salary: '', poster: '' };

/** A line for each unseen batch in `folder`, and one for all; each share with its 95 % bounds. */
export async function judgeUnseen(folder: string): Promise<string[]> {
  await ensureKnowledge();
  const knowledge = loadKnowledge(readCompiled());
  const judged = (await readCryRows(folder))
    .filter(({ batch }) => UNSEEN_CRY_BATCHES.has(batch))
    .map(({ text, label, batch }) => {
      const post: JobPost = { ...OTHER_FIELDS, site: 'eval', kind: 'message', contacts: [], text };
      return { batch, label, isFound: analyse(post, knowledge).kind === 'held' };
    });
  const shareOf = (list: typeof judged, label: string): string => {
    const own = list.filter((each) => each.label === label);
    const { share, lower, upper, of } = wilsonShare(own.filter(({ isFound }) => isFound).length, own.length);
    return `${percent(share)} % of ${of} (${percent(lower)} to ${percent(upper)})`;
  };
  const line = (name: string, list: typeof judged): string =>
    `${name}: cries ${shareOf(list, 'held')}, look-alikes ${shareOf(list, 'other')}`;
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

const percent = (share: number): string => (100 * share).toFixed(1);
