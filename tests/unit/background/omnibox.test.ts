import { describe, expect, it } from 'vitest';
import { startOmnibox, type OmniboxDeps } from '../../../utils/background/omnibox.ts';
import { MAX_HANDOFF_UNITS } from '../../../utils/check/paste-limits.ts';

describe('startOmnibox', () => {
  it('shows a hint and opens the check page with the typed text, cut to its limit', async () => {
    const listeners = new Map<string, (text: string) => void>();
    const event = (name: string) => ({ addListener: (listener: () => void) => void listeners.set(name, listener) });
    const hints: unknown[] = [];
    const opened: [string, boolean][] = [];
    let incognito = false;
    const tabs = { query: async () => [{ incognito }] };
    const omnibox = {
      setDefaultSuggestion: (hint: unknown) => void hints.push(hint),
      onInputStarted: event('started'),
      onInputEntered: event('entered'),
    };
    startOmnibox({
      browser: { omnibox, tabs } as unknown as OmniboxDeps['browser'],
      openCheck: async (...text) => void opened.push(text),
      hint: async () => 'Check a text',
    });
    listeners.get('started')?.('');
    await new Promise((resolve) => setTimeout(resolve));
    expect(hints).toEqual([{ description: 'Check a text' }]);
    listeners.get('entered')?.('free ticket to Mae Sot'.padEnd(500_000));
    await new Promise((resolve) => setTimeout(resolve));
    expect(opened[0]?.[0]).toHaveLength(MAX_HANDOFF_UNITS);
    incognito = true;
    listeners.get('entered')?.('free ticket');
    await new Promise((resolve) => setTimeout(resolve));
    expect(opened.map(([, isPrivate]) => isPrivate)).toEqual([false, true]);
  });

  it('does nothing in a browser without an omnibox', () => {
    const browser = {} as OmniboxDeps['browser'];
    expect(() => startOmnibox({ browser, openCheck: async () => undefined, hint: async () => '' })).not.toThrow();
  });
});
