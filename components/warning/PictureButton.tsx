/** The button at a post that is a picture with hardly a word: nothing is read before it is pressed. */
import type { JSX } from 'preact';
import { useTranslator } from '../translator.ts';

export interface PictureButtonState {
  key: string;
  /** The browser gives this picture only to the context menu. */
  isRefused: boolean;
}

interface Props {
  isRefused: boolean;
  /** Called with the button when it is drawn, and with null when it is removed. */
  onDrawn: (element: HTMLButtonElement | null) => void;
  onPress: (event: Event) => void;
}

export function PictureButton({ isRefused, onDrawn, onPress }: Props): JSX.Element {
  const { t } = useTranslator();
  return (
    <button ref={onDrawn} type="button" class={`marker offer ${isRefused ? 'refused' : ''}`} onClick={onPress}>
      <span role="status">
        {isRefused ? t('warning.picture.menu', { entry: t('picture.menu') }) : t('warning.picture')}
      </span>
    </button>
  );
}
