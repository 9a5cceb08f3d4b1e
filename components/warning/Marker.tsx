/** The marker beside a post: one line that names the warning, and opens the panel. */
import type { JSX } from 'preact';
import type { Verdict } from '../../utils/model/verdict.ts';
import { displayText } from '../display-text.ts';
import type { Translator } from '../../utils/i18n/messages.ts';
import { useTranslator } from '../translator.ts';
import { LevelShape } from './LevelShape.tsx';

interface Props {
  verdict: Verdict;
  isOpen: boolean;
  /** Called with the button when it is drawn, and with null when it is removed. */
  onDrawn: (element: HTMLButtonElement | null) => void;
  onToggle: (event: Event) => void;
}

export function Marker({ verdict, isOpen, onDrawn, onToggle }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <button ref={onDrawn} type="button" class={`marker ${verdict.level}`} aria-expanded={isOpen} onClick={onToggle}>
      <LevelShape level={verdict.level} isListed={verdict.kind === 'listed'} size={16} />
      <span>{markerText(verdict, t)}</span>
      <svg class="chevron" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <path d={isOpen ? 'M2 8l4-4 4 4' : 'M2 4l4 4 4-4'} fill="none" />
      </svg>
      <span class="unseen">{t('warning.marker.open')}</span>
    </button>
  );
}

function markerText({ level, kind, listing }: Verdict, t: Translator['t']): string {
  if (listing !== undefined) return t('warning.marker.listed', { publisher: displayText(listing.publisher, 40) });
  if (level !== 'danger') return t('warning.marker.caution');
  return t(kind === 'job-scam' ? 'warning.marker.job-scam' : 'warning.marker.lure');
}
