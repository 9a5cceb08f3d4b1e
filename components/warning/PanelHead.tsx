/** The head of a warning: its level, the post's title, and the buttons that step to other warnings and fold this one. */
import type { JSX } from 'preact';
import type { Verdict } from '../../utils/model/verdict.ts';
import { displayText } from '../display-text.ts';
import { useTranslator } from '../translator.ts';
import { levelKey } from './level-key.ts';
import { LevelShape } from './LevelShape.tsx';

interface Props {
  verdict: Verdict;
  /** The post's title as the page shows it; may be empty. */
  title: string;
  onCollapse: (event: Event) => void;
  /** Opens the warning before or after this one; absent where there is only one. */
  onStep?: ((step: -1 | 1, event: Event) => void) | undefined;
}

const STEPS = [
  { step: -1, key: 'warning.previous-post', path: 'M3 10l5-5 5 5' },
  { step: 1, key: 'warning.next-post', path: 'M3 6l5 5 5-5' },
] as const;

export function PanelHead({ verdict, title, onCollapse, onStep }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <header>
      <LevelShape level={verdict.level} isListed={verdict.kind === 'listed'} size={28} />
      <div class="heading">
        <h2>
          <span class="unseen">{t(`word.${verdict.level === 'danger' ? 'danger' : 'caution'}`)}: </span>
          {t(levelKey(verdict))}
        </h2>
        {title === '' ? null : (
          <p class="post-title">
            <bdi>{displayText(title, 80)}</bdi>
          </p>
        )}
      </div>
      {onStep === undefined
        ? null
        : STEPS.map(({ step, key, path }) => (
            <button
              key={key}
              type="button"
              class={`fold step ${step < 0 ? 'previous' : 'next-post'}`}
              aria-label={t(key)}
              title={t(key)}
              onClick={(event) => onStep(step, event)}
            >
              <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
                <path d={path} fill="none" />
              </svg>
            </button>
          ))}
      {/* Firefox ends this script without a word when the extension is switched off. The browser then closes the panel. */}
      <form method="dialog" onSubmit={(event) => event.preventDefault()}>
        <button class="fold" aria-label={t('warning.fold')} title={t('warning.fold')} onClick={onCollapse}>
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 8h10" fill="none" />
          </svg>
        </button>
      </form>
    </header>
  );
}
