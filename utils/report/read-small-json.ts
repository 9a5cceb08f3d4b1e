/** Reads a relay's short answer. A hostile relay could send one without an end, and a browser would hold all of it. */

/** The longest answer of a relay to a sender has some hundred bytes. */
const MAX_ANSWER_BYTES = 10_000;

/** @throws when the answer is longer than a relay's, or no JSON */
export async function readSmallJson(answer: Response): Promise<unknown> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) break;
    length += value.length;
    if (length > MAX_ANSWER_BYTES) {
      await reader?.cancel();
      throw new Error(`more than ${MAX_ANSWER_BYTES} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
  return JSON.parse(text + decoder.decode());
}
