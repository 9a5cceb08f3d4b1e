/** A labelled text field of the desk; the browser keeps nothing of it. */
import type { JSX } from 'preact';

interface FieldProps {
  id: string;
  label: string;
  value: string;
  /** The letters are hidden. */
  isSecret?: boolean;
  onInput: (value: string) => void;
}

export function Field({ id, label, value, isSecret = false, onInput }: FieldProps): JSX.Element {
  const shared = {
    id,
    autocomplete: 'off',
    value,
    onInput: (event: { currentTarget: HTMLInputElement }) => onInput(event.currentTarget.value),
  };
  return (
    <div class="rows tight">
      <label for={id}>{label}</label>
      {isSecret ? (
        <input type="password" {...shared} />
      ) : (
        <input type="text" dir="auto" spellcheck={false} {...shared} />
      )}
    </div>
  );
}
