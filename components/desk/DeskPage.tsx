/** The desk: the lock, or its parts. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import type { DecisionInput } from '../../utils/desk/sign-decisions.ts';
import type { ReportBody } from '../../utils/desk/desk-store.ts';
import type { QueueCase } from '../../utils/desk/queue.ts';
import type { MessageKey, Values } from '../../utils/i18n/messages.ts';
import { Lantern } from '../ui/Lantern.tsx';
import { useFocusAfterTask, useFocusNext } from '../ui/use-focus.ts';
import type { DeskPictures } from './PictureView.tsx';
import { useTranslator } from '../translator.ts';
import { CasePart } from './CasePart.tsx';
import { FeedbackPart } from './FeedbackPart.tsx';
import { HandOverPart, type HandOverActions } from './HandOverPart.tsx';
import { LockPart, type SetupInput } from './LockPart.tsx';
import { IndicatorList } from './IndicatorList.tsx';
import { CASES_PER_PAGE, QueuePart } from './QueuePart.tsx';

/** What the last action did; shown as a message. */
export interface Notice {
  key: MessageKey;
  values?: Values;
  /** What the person can do about it. */
  advice?: MessageKey;
  bad: boolean;
}

interface Props extends HandOverActions {
  name: string;
  /** Null while the desk is locked. */
  state: DeskState | null;
  /** Whether the desk was set up on this device. */
  isSetUp: boolean;
  lockProblem: 'wrong' | 'failed' | null;
  busy: boolean;
  /** A decision is being kept, also beside a task. */
  deciding: boolean;
  notice: Notice | null;
  onUnlock: (passphrase: string) => void;
  onSetUp: (input: SetupInput) => void;
  onLock: () => void;
  onPull: () => void;
  onBody: (id: string) => Promise<ReportBody | null>;
  pictures: DeskPictures;
  onDecide: (choice: DecisionInput) => void;
  /** Saves the answers to "Was this right?" as CSV. */
  onExportFeedback: () => void;
}

const TABS = ['queue', 'disputes', 'names', 'feedback', 'hand-over'] as const;
type Tab = (typeof TABS)[number];

export function DeskPage(props: Props): JSX.Element {
  const { t } = useTranslator();
  const { state, notice, busy } = props;
  useFocusAfterTask(busy);
  useFocusAfterTask(props.deciding);
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
            <button type="button" id="pull" class="main" disabled={busy} onClick={props.onPull}>
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
          <p class={`note ${notice.bad ? 'caution' : ''}`}>
            {t(notice.key, notice.values)}
            {notice.advice === undefined ? null : ` ${t(notice.advice)}`}
          </p>
        )}
      </div>
      {state === null ? (
        <LockPart
          isSetUp={props.isSetUp}
          busy={busy}
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
          {tab === 'queue' ? <QueueView key="queue" {...props} state={state} disputes={false} /> : null}
          {tab === 'disputes' ? <QueueView key="disputes" {...props} state={state} disputes /> : null}
          {tab === 'names' ? <IndicatorList state={state} /> : null}
          {tab === 'feedback' ? <FeedbackPart {...props} state={state} /> : null}
          {tab === 'hand-over' ? <HandOverPart {...props} state={state} /> : null}
        </>
      )}
    </main>
  );
}

/** The case that was opened: its id, and its first report. */
interface ChosenCase {
  id: string;
  report: string;
}

/** A fetch that ends may give the case another name. It stays open, with what was entered: it has the report still. */
function findChosen(queue: readonly QueueCase[], chosen: ChosenCase | null): QueueCase | undefined {
  if (chosen === null) return undefined;
  return queue.find(({ id }) => id === chosen.id) ?? queue.find(({ reports }) => reports.includes(chosen.report));
}

/** The queue beside the open case. */
function QueueView({ disputes, state, ...props }: Props & { state: DeskState; disputes: boolean }): JSX.Element {
  const { t } = useTranslator();
  const [chosen, setChosen] = useState<ChosenCase | null>(null);
  const [page, setPage] = useState(0);
  const [done, setDone] = useState(false);
  const [letters, setLetters] = useState(true);
  const list = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const cases = state.queue.filter(
    (queueCase) => queueCase.dispute === disputes && (done || queueCase.status !== 'done'),
  );
  const shownPage = Math.min(page, Math.max(0, Math.ceil(cases.length / CASES_PER_PAGE) - 1));
  const queueCase = findChosen(state.queue, chosen);
  const at = cases.findIndex(({ id }) => id === queueCase?.id);
  const focusNext = useFocusNext();
  const open = ({ id, reports }: QueueCase): void => setChosen({ id, report: reports[0] ?? '' });
  const close = (): void => {
    setChosen(null);
    // The list comes back in place of the case, in a narrow window. Its page may be another by now.
    const place = at - shownPage * CASES_PER_PAGE;
    focusNext(() => list.current?.querySelectorAll<HTMLElement>('.queue button')[place] ?? heading.current);
  };
  const go = (to: number): void => {
    const next = cases[Math.min(cases.length - 1, Math.max(0, to))];
    if (next === undefined) return;
    open(next);
    setPage(Math.floor(cases.indexOf(next) / CASES_PER_PAGE));
  };
  const onKey = (event: KeyboardEvent): void => {
    const typing = event.target instanceof Element && event.target.closest('input[type=text],textarea,select') !== null;
    if (!letters || typing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'j') go(at + 1);
    else if (event.key === 'k') go(at - 1);
  };
  return (
    <div class={queueCase === undefined ? 'work' : 'work open'} onKeyDown={onKey}>
      <section class="rows list" ref={list}>
        <h2 ref={heading} tabIndex={-1}>
          {t(disputes ? 'desk.tab.disputes' : 'desk.tab.queue')} ({cases.length})
        </h2>
        <label class="choice">
          <input type="checkbox" checked={done} onChange={() => setDone(!done)} />
          <span>{t('desk.queue.done')}</span>
        </label>
        <label class="choice">
          <input type="checkbox" checked={letters} onChange={() => setLetters(!letters)} />
          <span>{t('desk.letters')}</span>
        </label>
        {state.sorting ? <p role="status">{t('desk.queue.sorting')}</p> : null}
        <QueuePart
          cases={cases}
          chosen={queueCase?.id ?? null}
          today={state.today}
          page={shownPage}
          onPage={setPage}
          onChoose={open}
        />
      </section>
      {queueCase === undefined || chosen === null ? (
        <p class="quiet none">{t('desk.choose')}</p>
      ) : (
        <CasePart
          queueCase={queueCase}
          openedAs={chosen.id}
          state={state}
          busy={props.deciding}
          letters={letters}
          onBody={props.onBody}
          pictures={props.pictures}
          onDecide={props.onDecide}
          onBack={close}
        />
      )}
    </div>
  );
}
