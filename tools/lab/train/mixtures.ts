/**
 * Posts that say two things: a lure pasted above or below a warning or an honest ad, and honest texts beside each other,
 * which must get no warning. Made of rows of one language that the same model did not see.
 */
import type { JobPost } from '../../../utils/model/job-post.ts';
import type { Label } from '../../eval/rows.ts';
import type { TrainingExample } from './training-examples.ts';

export interface Mixture {
  name: string;
  fold: number;
  post: JobPost;
}

interface Recipe {
  first: Label;
  second: Label;
  /** What stands between them. */
  between: '\n\n' | '\n' | ' ';
}

const RECIPES: readonly Recipe[] = [
  { first: 'warning', second: 'lure', between: '\n\n' },
  { first: 'lure', second: 'warning', between: '\n' },
  { first: 'legit', second: 'lure', between: '\n\n' },
  { first: 'legit', second: 'lure', between: ' ' },
  { first: 'warning', second: 'warning', between: '\n\n' },
  { first: 'warning', second: 'legit', between: '\n' },
  { first: 'legit', second: 'legit', between: '\n\n' },
  { first: 'legit', second: 'legit', between: ' ' },
];
const BETWEEN = { '\n\n': 'a paragraph below', '\n': 'a line below', ' ': 'in one line with' };

/** Each row of the corpus stands first once in every recipe, with a row of its language and fold. */
export function mixturesOf(examples: readonly TrainingExample[]): Mixture[] {
  const groups = new Map<string, TrainingExample[]>();
  for (const example of examples) {
    if (example.row.set !== 'own') continue;
    const key = keyOf(example, example.row.label);
    const group = groups.get(key) ?? [];
    group.push(example);
    groups.set(key, group);
  }
  const own = examples.filter(({ row }) => row.set === 'own');
  return RECIPES.flatMap(({ first, second, between }) =>
    own
      .filter(({ row }) => row.label === first)
      .flatMap((example, index) => {
        const others = groups.get(keyOf(example, second)) ?? [];
        const other = others[(index * STEP) % Math.max(1, others.length)];
        if (other === undefined || other === example) return [];
        const texts = [example.row.post.text, other.row.post.text];
        const [above, below] = between === ' ' ? texts.map((text) => text.replaceAll(/\s*\n\s*/gu, ' ')) : texts;
        const post = { ...example.row.post, ...NO_FIELDS, text: `${above}${between}${below}` };
        return [{ name: `mixed ${second} ${BETWEEN[between]} ${first}`, fold: example.fold, post }];
      }),
  );
}

const STEP = 7;
/** The two texts stand alone. */
const NO_FIELDS: Partial<JobPost> = {
  kind: 'message',
  title: '',
  company: '',
  location: '',
  salary: '',
  poster: '',
  contacts: [],
};

const keyOf = ({ fold, row }: TrainingExample, label: Label): string => `${fold} ${row.lang} ${label}`;
