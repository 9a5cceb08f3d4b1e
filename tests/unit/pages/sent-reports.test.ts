import { describe, expect, it } from 'vitest';
import { createSentReports, type SessionArea } from '../../../utils/pages/sent-reports.ts';
import type { OutboxItem } from '../../../utils/report/outbox.ts';

const item = { key: 'k', state: 'delivered', savedOn: '2026-11-25' } as OutboxItem;

function start() {
  const stored: Record<string, unknown> = { drafts: [] };
  const area: SessionArea = {
    get: async (key) => (key === null ? { ...stored } : key in stored ? { [key]: stored[key] } : {}),
    set: async (values) => void Object.assign(stored, values),
    remove: async (keys) => keys.forEach((key) => delete stored[key]),
  };
  return { stored, sent: createSentReports(area) };
}

describe('createSentReports', () => {
  it('gives the state of a report to a reload of its own form alone', async () => {
    const { sent } = start();
    await sent.keep('n1', item);
    expect(await sent.get('n1')).toEqual(item);
    expect(await sent.get('n2')).toBeNull();
  });

  it('does not keep again what another page erased', async () => {
    const { stored, sent } = start();
    await sent.keep('n1', { ...item, state: 'waiting' });
    expect(await sent.update('n1', item)).toBe(true);
    expect(await sent.get('n1')).toEqual(item);
    await sent.clear();
    expect(await sent.update('n1', item)).toBe(false);
    expect(stored).toEqual({ drafts: [] });
  });

  it('forgets one report, or all of them and nothing else', async () => {
    const { stored, sent } = start();
    for (const nonce of ['n1', 'n2', 'n3']) await sent.keep(nonce, item);
    await sent.remove('n2');
    expect(await sent.get('n2')).toBeNull();
    expect(await sent.get('n1')).toEqual(item);
    await sent.clear();
    expect(stored).toEqual({ drafts: [] });
  });
});
