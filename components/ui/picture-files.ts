/** Picture files that a reader chooses, drops on a page or pastes. */
import { useEffect } from 'preact/hooks';

/** What the file dialog offers. */
export const PICTURE_TYPES = 'image/png,image/jpeg,image/webp,image/gif,image/bmp,image/avif';

/** Takes files from pastes and drops anywhere on the page; text goes its usual way. */
export function useArrivingFiles(onFiles: (files: File[]) => void): void {
  useFilesOf('paste', (event) => (event as ClipboardEvent).clipboardData, onFiles);
  useFilesOf('drop', (event) => (event as DragEvent).dataTransfer, onFiles);
}

function useFilesOf(
  name: 'paste' | 'drop',
  dataOf: (event: Event) => DataTransfer | null,
  onFiles: (files: File[]) => void,
): void {
  useEffect(() => {
    const listener = (event: Event): void => {
      const files = [...(dataOf(event)?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      onFiles(files);
    };
    // A file can be dropped only where dragging over is allowed.
    const allow = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
    };
    document.addEventListener(name, listener);
    if (name === 'drop') document.addEventListener('dragover', allow);
    return () => {
      document.removeEventListener(name, listener);
      document.removeEventListener('dragover', allow);
    };
  });
}
