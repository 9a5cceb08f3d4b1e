/** Which case of a queue is open, and which page of the queue is shown. */
import { useState } from 'preact/hooks';
import type { QueueCase } from '../../utils/desk/queue.ts';
import { CASES_PER_PAGE } from './QueuePart.tsx';

/** The case that was opened: its id, and its first report. */
interface ChosenCase {
  id: string;
  report: string;
}

export interface OpenCase {
  /** Null while the queue alone is shown. */
  queueCase: QueueCase | null;
  /** Its id when it was opened; null while none is open. */
  openedAs: string | null;
  /** Number of the page in view, from 0 on. */
  page: number;
  setPage(page: number): void;
  /** Place of the open case on the page in view; it may be outside. */
  placeOnPage: number;
  open(queueCase: QueueCase): void;
  /** Opens the case that is `by` places further in the list. */
  step(by: 1 | -1): void;
  close(): void;
}

/**
 * @param queue every case of the desk: the open one may have left the list
 * @param cases the cases in the list
 */
export function useOpenCase(queue: readonly QueueCase[], cases: readonly QueueCase[]): OpenCase {
  const [chosen, setChosen] = useState<ChosenCase | null>(null);
  const [page, setPage] = useState(0);
  const shownPage = Math.min(page, Math.max(0, Math.ceil(cases.length / CASES_PER_PAGE) - 1));
  const queueCase = findChosen(queue, chosen) ?? null;
  const at = cases.findIndex(({ id }) => id === queueCase?.id);
  const open = ({ id, reports }: QueueCase): void => setChosen({ id, report: reports[0] ?? '' });
  return {
    queueCase,
    openedAs: chosen?.id ?? null,
    page: shownPage,
    setPage,
    placeOnPage: at - shownPage * CASES_PER_PAGE,
    open,
    step(by) {
      const to = Math.min(cases.length - 1, Math.max(0, at + by));
      const next = cases[to];
      if (next === undefined) return;
      open(next);
      setPage(Math.floor(to / CASES_PER_PAGE));
    },
    close: () => setChosen(null),
  };
}

/** A fetch that ends may give the case another name. It stays open, with what was entered: it has the report still. */
function findChosen(queue: readonly QueueCase[], chosen: ChosenCase | null): QueueCase | undefined {
  if (chosen === null) return undefined;
  return queue.find(({ id }) => id === chosen.id) ?? queue.find(({ reports }) => reports.includes(chosen.report));
}
