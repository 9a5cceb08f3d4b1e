/** A labelled button that chooses one file. The same file can be chosen again. */
import type { JSX } from 'preact';

interface Props {
  id: string;
  label: string;
  disabled: boolean;
  onFile: (file: File) => void;
}

export function FileButton({ id, label, disabled, onFile }: Props): JSX.Element {
  return (
    <span class="rows tight">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="file"
        disabled={disabled}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file !== undefined) onFile(file);
          currentTarget.value = '';
        }}
      />
    </span>
  );
}
