/** The full warning of one post: reasons, listing, advice and actions. */
import type { JSX } from 'preact';
import type { Hotline } from '../../utils/brand/brand.ts';
import type { Reason, Verdict } from '../../utils/model/verdict.ts';
import { localText } from '../help/local-text.ts';
import { displayText } from '../display-text.ts';
import type { FeedbackAnswer } from '../../utils/report/feedback-answer.ts';
import { FeedbackChoice, type FeedbackState } from '../reasons/FeedbackChoice.tsx';
import { ReasonList } from '../reasons/ReasonList.tsx';
import { useTranslator } from '../translator.ts';
import { levelKey, adviceKeys } from './level-key.ts';
import { LevelShape } from './LevelShape.tsx';
import { LicenceAnswers } from './LicenceAnswers.tsx';
import { ListingLine } from './ListingLine.tsx';

export interface PanelActions {
  onQuote: (reason: Reason, event: Event) => void;
  onHelp: (event: Event) => void;
  onReport: (event: Event) => void;
  onFine: (event: Event) => void;
  /** The listed person disputes the listing. */
  onDispute: (event: Event) => void;
  onHide: (event: Event) => void;
  onCollapse: (event: Event) => void;
  /** What an answer sends with the text ticked; null where that cannot be said. */
  onPreview: () => Promise<string | null>;
  /** The reader's answer to "Was this right?". */
  onFeedback: (answer: FeedbackAnswer, withText: boolean, event: Event) => void;
  /** Opens the warning before or after this one; absent where there is only one. */
  onStep?: ((step: -1 | 1, event: Event) => void) | undefined;
}

/** Help that the brand adds. */
export interface BrandHelp {
  hotline?: Hotline | undefined;
  /** The publisher that `dispute` belongs to. */
  publisher?: string | undefined;
  /** Address for disputes of that publisher's listings. */
  dispute?: string | null | undefined;
}

interface Props extends PanelActions {
  verdict: Verdict;
  /** The post's title as the page shows it; may be empty. */
  title: string;
  /** The product's name. */
  productName: string;
  brandHelp?: BrandHelp | undefined;
  /** The state of "Was this right?"; null where the reader is not asked. */
  feedback?: FeedbackState | null;
  onDrawn: (element: HTMLElement | null) => void;
}

const STEPS = [
  { step: -1, key: 'warning.previous-post', path: 'M3 10l5-5 5 5' },
  { step: 1, key: 'warning.next-post', path: 'M3 6l5 5 5-5' },
] as const;

export function Panel({
  verdict,
  title,
  productName,
  brandHelp = {},
  feedback = null,
  onDrawn,
  onStep,
  ...actions
}: Props): JSX.Element {
  const { t } = useTranslator();
  const listed = verdict.kind === 'listed';
  const disputeAt = verdict.listing?.publisher === brandHelp.publisher ? brandHelp.dispute : null;
  return (
    <section ref={onDrawn} class={`panel ${verdict.level}`} aria-label={t('warning.region', { name: productName })}>
      <header>
        <LevelShape level={verdict.level} listed={listed} size={28} />
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
        <button
          type="button"
          class="fold"
          aria-label={t('warning.fold')}
          title={t('warning.fold')}
          onClick={actions.onCollapse}
        >
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 8h10" fill="none" />
          </svg>
        </button>
      </header>
      <div class="body">
        <ListingLine verdict={verdict} onDispute={actions.onDispute} disputeAt={disputeAt ?? null} />
        <LicenceAnswers verdict={verdict} />
        {verdict.seenNames === undefined ? null : (
          <p class="listing">{t('warning.copies', { count: verdict.seenNames })}</p>
        )}
        <ReasonList reasons={verdict.reasons} postLanguage={verdict.language} onQuote={actions.onQuote} />
        <h3>{t('warning.next')}</h3>
        <ul class="next">
          {adviceKeys(verdict).map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
        {feedback === null ? null : (
          <FeedbackChoice
            state={feedback}
            publisher={brandHelp.publisher ?? ''}
            onPreview={actions.onPreview}
            onAnswer={actions.onFeedback}
          />
        )}
      </div>
      <HotlineLine hotline={brandHelp.hotline} />
      <footer>
        <button type="button" class="main" onClick={actions.onHelp}>
          {t('warning.help')}
        </button>
        <button type="button" class="second" onClick={actions.onReport}>
          {t('warning.report')}
        </button>
        <span class="room" />
        <button type="button" class="plain" onClick={actions.onFine}>
          {t('warning.fine')}
        </button>
        <button type="button" class="plain" onClick={actions.onHide}>
          {t('warning.hide')}
        </button>
      </footer>
    </section>
  );
}

/** The brand's hotline as text: links are on the help page. */
function HotlineLine({ hotline }: { hotline: Hotline | undefined }): JSX.Element | null {
  const { language } = useTranslator();
  if (hotline === undefined) return null;
  const label = localText(hotline.label, language);
  return (
    <p class="hotline">
      <span lang={label.language} dir="auto">
        {label.text}
      </span>
      <bdi dir="ltr">{hotline.number}</bdi>
    </p>
  );
}
