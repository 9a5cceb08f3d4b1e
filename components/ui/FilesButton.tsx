/** A label as the button of a file input that is out of sight. The same file can be chosen again. */
import type { JSX } from 'preact';

interface Props {
  id: string;
  label: string;
  /** What the file dialog offers. */
  accept: string;
  /** Several files at once. */
  multiple?: boolean;
  disabled?: boolean;
  /** @param files one or more */
  onFiles: (files: File[]) => void;
}

export function FilesButton({ id, label, accept, multiple = false, disabled = false, onFiles }: Props): JSX.Element {
  return (
    <>
      <label class="button" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="unseen"
        type="file"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
