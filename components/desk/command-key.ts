/**
 * Single letters as commands of the desk: only where nothing is typed, and without Ctrl, Alt or Meta.
 * @returns the event's key, or null where it is no command
 */
export function commandKey({ key, target, ctrlKey, altKey, metaKey }: KeyboardEvent): string | null {
  const isTyping = target instanceof Element && target.closest('input[type=text],textarea,select') !== null;
  return isTyping || ctrlKey || altKey || metaKey ? null : key;
}
