/** A checkbox with its label. */
import type { ComponentChildren, JSX } from 'preact';

interface Props {
  id?: string;
  isChecked: boolean;
  /** Id of the element that describes it. */
  describedBy?: string;
  onChange: (isChecked: boolean) => void;
  /** The label. */
  children: ComponentChildren;
}

export function Checkbox({ id, isChecked, describedBy, onChange, children }: Props): JSX.Element {
  return (
    <label class="choice">
      <input
        type="checkbox"
        id={id}
        checked={isChecked}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}
