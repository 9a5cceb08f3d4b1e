/** The desk: the lock, or its parts. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import type { MessageKey, Values } from '../../utils/i18n/messages.ts';
import { Lantern } from '../ui/Lantern.tsx';
import { useFocusAfterTask } from '../ui/use-focus.ts';
import { useTranslator } from '../translator.ts';
import { FeedbackPart } from './FeedbackPart.tsx';
import { HandOverPart, type HandOverActions } from './HandOverPart.tsx';
import { LockPart, type SetupInput } from './LockPart.tsx';
import { IndicatorList } from './IndicatorList.tsx';
import { QueueView, type CaseActions } from './QueueView.tsx';

/** What the last action did; shown as a message. */
export interface Notice {
  key: MessageKey;
  values?: Values;
  /** What the person can do about it. */
  advice?: MessageKey;
  isProblem: boolean;
}

interface Props extends HandOverActions, CaseActions {
  name: string;
  /** Null while the desk is locked. */
  state: DeskState | null;
  /** Whether the desk was set up on this device. */
  isSetUp: boolean;
  lockProblem: 'wrong' | 'failed' | null;
  /** A task runs. */
  isBusy: boolean;
  notice: Notice | null;
  onUnlock: (passphrase: string) => void;
  onSetUp: (input: SetupInput) => void;
  onLock: () => void;
  onPull: () => void;
  /** Saves the answers to "Was this right?" as CSV. */
  onExportFeedback: () => void;
}

const TABS = ['queue', 'disputes', 'names', 'feedback', 'hand-over'] as const;
type Tab = (typeof TABS)[number];

export function DeskPage(props: Props): JSX.Element {
  const { t } = useTranslator();
  const { state, notice, isBusy } = props;
  useFocusAfterTask(isBusy);
  useFocusAfterTask(props.isDeciding);
  const [tab, setTab] = useState<Tab>('queue');
  return (
    <main class="desk">
      <div class="bar wrap">
        <span class="brand">
          <Lantern size={24} />
          {t('desk.title', { name: props.name })}
        </span>
        <span class="room" />
        {state === null ? null : (
          <>
            <button type="button" id="pull" class="main" disabled={isBusy} onClick={props.onPull}>
              {t('desk.pull')}
            </button>
            <button type="button" id="lock" onClick={props.onLock}>
              {t('desk.lock')}
            </button>
          </>
        )}
      </div>
      <div id="notice" role="status">
        {notice === null ? null : (
          <p class={`note ${notice.isProblem ? 'caution' : ''}`}>
            {t(notice.key, notice.values)}
            {notice.advice === undefined ? null : ` ${t(notice.advice)}`}
          </p>
        )}
      </div>
      {state === null ? (
        <LockPart
          isSetUp={props.isSetUp}
          isBusy={isBusy}
          problem={props.lockProblem}
          onUnlock={props.onUnlock}
          onSetUp={props.onSetUp}
        />
      ) : (
        <>
          <nav class="bar wrap tabs" aria-label={t('desk.tabs')}>
            {TABS.map((each) => (
              <button
                key={each}
                type="button"
                data-tab={each}
                aria-current={each === tab ? 'page' : undefined}
                onClick={() => setTab(each)}
              >
                {t(`desk.tab.${each}`)}
              </button>
            ))}
          </nav>
          <h1 class="unseen">{t(`desk.tab.${tab}`)}</h1>
          {tab === 'queue' ? <QueueView key="queue" {...props} state={state} hasDisputes={false} /> : null}
          {tab === 'disputes' ? <QueueView key="disputes" {...props} state={state} hasDisputes /> : null}
          {tab === 'names' ? <IndicatorList state={state} /> : null}
          {tab === 'feedback' ? <FeedbackPart {...props} state={state} /> : null}
          {tab === 'hand-over' ? <HandOverPart {...props} state={state} /> : null}
        </>
      )}
    </main>
  );
}
