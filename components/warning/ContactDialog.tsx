/** The question before a contact action on a post at danger: two reasons, and cancelling as the main button. */
import type { JSX } from 'preact';
import type { Verdict } from '../../utils/model/verdict.ts';
import type { ContactAction } from '../../utils/overlay/contact-action.ts';
import { increasingReasons } from '../reasons/reasons-by-effect.ts';
import { Quote } from '../reasons/Quote.tsx';
import { useTranslator } from '../translator.ts';
import { levelKey } from './level-key.ts';
import { LevelShape } from './LevelShape.tsx';
import { ListingLine } from './ListingLine.tsx';

interface Props {
  action: ContactAction;
  verdict: Verdict;
  onDrawn: (element: HTMLElement | null) => void;
  onCancel: (event: Event) => void;
  onContinue: (event: Event) => void;
}

const MAX_REASONS = 2;

export function ContactDialog({ action, verdict, onDrawn, onCancel, onContinue }: Props): JSX.Element {
  const { t, find } = useTranslator();
  return (
    <section ref={onDrawn} class="guard" role="dialog" aria-labelledby="guard-title" aria-describedby="guard-why">
      <header>
        <LevelShape level="danger" isListed={verdict.kind === 'listed'} size={24} />
        <h2 id="guard-title">{t(`guard.title.${action}`)}</h2>
      </header>
      <div id="guard-why">
        <p>{t(levelKey(verdict))}</p>
        <ListingLine verdict={verdict} />
        <ul>
          {increasingReasons(verdict.reasons)
            .slice(0, MAX_REASONS)
            .map((reason) => (
              <li key={`${reason.id} ${reason.start}`}>
                {reason.quote === null ? null : <Quote text={reason.quote} maxCharacters={60} />}{' '}
                {find(`reason.${reason.id}`, 'reason.other')}
              </li>
            ))}
        </ul>
      </div>
      <footer>
        <button type="button" class="main leave" onClick={onCancel}>
          {t('guard.leave')}
        </button>
        <button type="button" class="plain" onClick={onContinue}>
          {t('guard.open')}
        </button>
      </footer>
    </section>
  );
}
