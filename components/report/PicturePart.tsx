/** Adds a picture to the report: drawn anew, and with each square covered that the reader presses. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { PictureError, type PictureFault } from '../../utils/picture-reader/picture-error.ts';
import type { PictureArea, RedrawnPicture } from '../../utils/picture-reader/redraw-picture.ts';
import {
  pictureAddress,
  pictureBytes,
  toReportPicture,
  type ReportPicture,
} from '../../utils/report/report-picture.ts';
import { FilesButton } from '../ui/FilesButton.tsx';
import { PICTURE_TYPES, useArrivingFiles } from '../ui/picture-files.ts';
import { useTranslator } from '../translator.ts';
import { areaOfSquare, moveInGrid, squareGrid, type SquareGrid } from './picture-squares.ts';

/** @throws PictureError */
export type RedrawPicture = (file: Blob, covered: readonly PictureArea[]) => Promise<RedrawnPicture>;

interface Props {
  redraw: RedrawPicture;
  /** The picture that the form begins with. */
  first: ReportPicture | undefined;
  /** Null while it is drawn: what the reader has just covered must never leave. */
  picture: ReportPicture | null;
  /** Called when the reader chooses another picture, covers a part of it or takes it out. */
  onChange: () => void;
  onPicture: (picture: ReportPicture | null, isPending: boolean) => void;
}

interface Chosen {
  file: Blob;
  covered: ReadonlySet<number>;
  /** Null until it was drawn once. */
  grid: SquareGrid | null;
}

export function PicturePart({ redraw, first, picture, onChange, onPicture }: Props): JSX.Element {
  const { t } = useTranslator();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [fault, setFault] = useState<PictureFault | null>(null);
  const latest = useRef(0);

  async function draw(next: Chosen): Promise<void> {
    const own = ++latest.current;
    setChosen(next);
    setFault(null);
    onPicture(null, true);
    try {
      const { grid } = next;
      const areas = grid === null ? [] : [...next.covered].map((square) => areaOfSquare(square, grid));
      const { jpeg, width, height } = await redraw(next.file, areas);
      if (own !== latest.current) return;
      setChosen({ ...next, grid: squareGrid(width, height) });
      onPicture(toReportPicture(jpeg), false);
    } catch (error) {
      if (own !== latest.current) return;
      setChosen(null);
      setFault(error instanceof PictureError ? error.fault : 'failed');
      onPicture(null, false);
    }
  }
  function remove(): void {
    onChange();
    latest.current++;
    setChosen(null);
    setFault(null);
    onPicture(null, false);
  }
  const take = (files: readonly Blob[]): void => {
    const [file] = files;
    if (file === undefined) return;
    onChange();
    void draw({ file, covered: new Set(), grid: null });
  };
  useArrivingFiles(take);
  useEffect(() => {
    if (first === undefined) return;
    void draw({ file: new Blob([pictureBytes(first)], { type: first.type }), covered: new Set(), grid: null });
  }, []);
  const toggle = (square: number): void => {
    if (chosen === null) return;
    onChange();
    const covered = new Set(chosen.covered);
    if (!covered.delete(square)) covered.add(square);
    void draw({ ...chosen, covered });
  };
  return (
    <div class="rows" id="picture-part">
      <div class="bar wrap">
        <FilesButton id="report-picture" label={t('report.picture.add')} accept={PICTURE_TYPES} onFiles={take} />
        {chosen === null ? null : (
          <button type="button" id="remove-picture" onClick={remove}>
            {t('ui.remove')}
          </button>
        )}
      </div>
      <p class="quiet">{t('report.picture.hint')}</p>
      {fault === null ? null : (
        <p class="note caution" role="alert" data-fault={fault}>
          {t(fault in FAULT_KEYS ? `picture.fault.${fault}` : 'picture.fault.failed')}
        </p>
      )}
      {chosen?.grid == null ? null : (
        <Squares grid={chosen.grid} covered={chosen.covered} picture={picture} onToggle={toggle} />
      )}
    </div>
  );
}

/** Faults of files; the others are about languages, which a report does not need. */
const FAULT_KEYS: Partial<Record<PictureFault, true>> = {
  kind: true,
  bytes: true,
  small: true,
  large: true,
  broken: true,
};

interface SquaresProps {
  grid: SquareGrid;
  covered: ReadonlySet<number>;
  picture: ReportPicture | null;
  onToggle: (square: number) => void;
}

/** The picture under a grid of buttons. One of them can be reached by Tab, the others by the arrow keys. */
function Squares({ grid, covered, picture, onToggle }: SquaresProps): JSX.Element {
  const { t } = useTranslator();
  const [current, setCurrent] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  // The last picture stays in view while the next one is drawn.
  const shown = useRef(picture);
  if (picture !== null) shown.current = picture;
  const count = grid.columns * grid.rows;
  const onKey = (event: KeyboardEvent): void => {
    const next = moveInGrid(current, event.key, grid);
    if (next === null) return;
    event.preventDefault();
    setCurrent(next);
    box.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div class="cover-picture" dir="ltr" role="group" aria-label={t('field.picture')} onKeyDown={onKey} ref={box}>
      {shown.current === null ? null : <img src={pictureAddress(shown.current)} alt="" />}
      <div class="squares" style={{ '--columns': grid.columns, '--rows': grid.rows }}>
        {Array.from({ length: count }, (_, square) => (
          <button
            key={square}
            type="button"
            tabIndex={square === current ? 0 : -1}
            aria-pressed={covered.has(square)}
            aria-label={t('report.picture.square', { at: square + 1, count })}
            onClick={() => {
              setCurrent(square);
              onToggle(square);
            }}
          />
        ))}
      </div>
    </div>
  );
}
