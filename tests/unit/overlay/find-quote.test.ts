// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { findQuote } from '../../../utils/overlay/find-quote.ts';
import { readText } from '../../../utils/dom/read-text.ts';

function post(html: string): HTMLElement {
  const element = document.createElement('article');
  element.innerHTML = html;
  document.body.append(element);
  return element;
}

describe('findQuote', () => {
  it('finds words across links, bold words and blocks', () => {
    const element = post('<p>Free <b>air</b> <a href="#">ticket</a>,\n   visa</p><p>and room.</p>');
    const text = readText(element);
    const quote = text.slice(text.indexOf('air'), text.indexOf('room') + 4);
    expect(findQuote(element, quote)?.toString().replaceAll(/\s+/gu, ' ')).toBe('air ticket, visaand room');
  });

  it('finds words in scripts without spaces and with supplementary characters', () => {
    const element = post('<div>🔥🔥包吃<span>包住</span>包機票 @abc</div>');
    expect(findQuote(element, '包吃包住')?.toString()).toBe('包吃包住');
    expect(findQuote(element, '🔥包吃')?.toString()).toBe('🔥包吃');
  });

  it('never finds words in script or style', () => {
    const element = post('<style>.secret { }</style><script>secret</script><p>open</p>');
    expect(findQuote(element, 'secret')).toBeNull();
  });

  it('gives null when the page changed or the quote is empty', () => {
    const element = post('<p>Telegram only</p>');
    expect(findQuote(element, 'WhatsApp only')).toBeNull();
    expect(findQuote(element, '  ')).toBeNull();
  });
});
