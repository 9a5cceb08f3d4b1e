/** The calm question before a dangerous step on a post at danger: two reasons, and leaving it is the answer at hand. */
import type { JSX } from 'preact';
import type { Verdict } from '../../utils/model/verdict.ts';
import type { Step } from '../../utils/page/dangerous-step.ts';
import { displayText } from '../../utils/page/display-text.ts';
import { raising } from '../reasons/raising.ts';
import { useWords } from '../words.ts';
import { levelKey } from './level-key.ts';
import { LevelShape } from './LevelShape.tsx';
import { ListingLine } from './ListingLine.tsx';

interface Props {
  step: Step;
  verdict: Verdict;
  onDrawn: (element: HTMLElement | null) => void;
  onLeave: (event: Event) => void;
  onOpen: (event: Event) => void;
}

const REASONS = 2;

export function GuardDialog({ step, verdict, onDrawn, onLeave, onOpen }: Props): JSX.Element {
  const { t, find } = useWords();
  return (
    <section ref={onDrawn} class="guard" role="dialog" aria-labelledby="guard-title" aria-describedby="guard-why">
      <header>
        <LevelShape level="danger" listed={verdict.kind === 'listed'} size={24} />
        <h2 id="guard-title">{t(`guard.title.${step}`)}</h2>
      </header>
      <div id="guard-why">
        <p>{t(levelKey(verdict))}</p>
        <ListingLine verdict={verdict} />
        <ul>
          {raising(verdict.reasons)
            .slice(0, REASONS)
            .map((reason) => (
              <li key={`${reason.id} ${reason.start}`}>
                {reason.quote === null ? null : <q dir="auto">{displayText(reason.quote, 60)}</q>}{' '}
                {find(`reason.${reason.id}`, 'reason.other')}
              </li>
            ))}
        </ul>
      </div>
      <footer>
        <button type="button" class="main leave" onClick={onLeave}>
          {t('guard.leave')}
        </button>
        <button type="button" class="plain" onClick={onOpen}>
          {t('guard.open')}
        </button>
      </footer>
    </section>
  );
}
