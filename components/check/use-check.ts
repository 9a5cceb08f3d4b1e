/** One check after another of a text: only the result of the latest one is shown. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { checkInParts } from '../../utils/check/check-in-parts.ts';
import { checkReadText } from '../../utils/check/check-read-text.ts';
import type { CheckResult } from '../../utils/check/check-text.ts';
import { resolveBidiOverrides } from '../../utils/model/bidi-overrides.ts';

export interface CheckRequest {
  text: string;
  /** Sender name of the reader in a pasted chat, or null. */
  ownName: string | null;
  /** The text was read from pictures. */
  isFromPictures: boolean;
  /** The result takes the focus; else a screen reader says it. */
  takesFocus: boolean;
}

/** `read`: the part of the text that the result is about. */
export type CheckState =
  | { at: 'form' | 'running' | 'empty' | 'failed' }
  | { at: 'done'; text: string; read: string; result: CheckResult };

export interface Check {
  state: CheckState;
  /** Of the latest request. */
  ownName: string | null;
  /** The check takes longer than `SLOW_CHECK_MS`. */
  isSlow: boolean;
  run(request: CheckRequest): Promise<void>;
  /** Shows no result; that of a running check is dropped. */
  cancel(): void;
  /** The same, and forgets the reader's name. */
  reset(): void;
}

/** A check that takes longer leads to help meanwhile, in milliseconds. */
const SLOW_CHECK_MS = 4_000;

/** @param onResult called before a result is shown */
export function useCheck(
  check: (text: string, ownName: string | null) => Promise<CheckResult>,
  onResult: (result: CheckResult, takesFocus: boolean) => void,
): Check {
  const [ownName, setOwnName] = useState<string | null>(null);
  const [state, setState] = useState<CheckState>({ at: 'form' });
  const isSlow = useIsSlow(state.at === 'running');
  const latestRequest = useRef(0);

  function cancel(): void {
    latestRequest.current++;
    setState({ at: 'form' });
  }

  return {
    state,
    ownName,
    isSlow,
    async run(request) {
      const { text, takesFocus } = request;
      setOwnName(request.ownName);
      const requestNumber = ++latestRequest.current;
      if (text.trim() === '') {
        setState({ at: 'empty' });
        return;
      }
      if (state.at !== 'done' || state.text !== text) setState({ at: 'running' });
      try {
        // Nobody waits for the further parts of a long text once another is checked
        const { read, found } = await checkText(request, (part, ownName) =>
          requestNumber === latestRequest.current ? check(part, ownName) : Promise.reject(new Error('dropped')),
        );
        if (requestNumber !== latestRequest.current) return;
        onResult(found, takesFocus);
        setState({ at: 'done', text, read, result: found });
      } catch {
        if (requestNumber === latestRequest.current) setState({ at: 'failed' });
      }
    },
    cancel,
    reset() {
      cancel();
      setOwnName(null);
    },
  };
}

/** @returns the result, and the part of the text that it is about */
function checkText(
  { text, ownName, isFromPictures }: CheckRequest,
  check: (text: string, ownName: string | null) => Promise<CheckResult>,
): Promise<{ read: string; found: CheckResult }> {
  const checkPart = async (part: string): Promise<CheckResult> => check(part, ownName);
  return isFromPictures
    ? checkReadText(text, checkPart).then((found) => ({ read: text, found }))
    : checkInParts(resolveBidiOverrides(text), checkPart);
}

function useIsSlow(isRunning: boolean): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!isRunning) return;
    const timer = setTimeout(() => setSlow(true), SLOW_CHECK_MS);
    return () => clearTimeout(timer);
  }, [isRunning]);
  return isSlow;
}
