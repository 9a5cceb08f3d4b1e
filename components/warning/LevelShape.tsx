/** Icon of a level: a triangle for caution, an octagon for danger. For a listed post it has the lines of a list. */
import type { JSX } from 'preact';
import type { Level } from '../../utils/model/verdict.ts';

interface Props {
  level: Level;
  isListed: boolean;
  /** Edge in CSS pixels. */
  size: number;
}

export function LevelShape({ level, isListed, size }: Props): JSX.Element {
  return (
    <svg class={`shape ${level}`} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      {level === 'danger' ? (
        <path class="body" d="M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z" />
      ) : (
        <path class="body" d="M12 2 23 21.5H1z" stroke-linejoin="round" />
      )}
      {isListed ? (
        <path
          class="sign"
          d={level === 'danger' ? 'M7 8.5h10M7 12h10M7 15.5h6' : 'M9.5 12h5M8.5 15h7M7.5 18h6'}
          fill="none"
        />
      ) : (
        <path class="sign" d={level === 'danger' ? 'M12 6.5v7.5M12 17v.5' : 'M12 9v5.5M12 17.7v.3'} fill="none" />
      )}
    </svg>
  );
}
