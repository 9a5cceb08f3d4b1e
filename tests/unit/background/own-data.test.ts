import { describe, expect, it, vi } from 'vitest';
import { createPostChoices } from '../../../utils/background/post-choices.ts';
import { createDrafts } from '../../../utils/background/drafts.ts';
import { eraseOwnData, exportOwnData } from '../../../utils/background/own-data.ts';
import { createPauses } from '../../../utils/background/pauses.ts';
import { memoryArea } from './memory-area.ts';

const post = {
  id: 'p',
  url: '',
  site: 'x',
  kind: 'message' as const,
  title: 'Chat work in Poipet',
  company: '',
  location: '',
  salary: '',
  text: '',
  contacts: [],
  poster: '',
};
const item = { key: 'k', savedOn: '2026-11-25', state: 'waiting' as const, reason: null, deliveredOn: null };
const seen = { key: 'lotus a1', name: 'lotus', day: '2026-11-25', bands: ['a1'] };
const problem = { key: 'offline', at: '2026-11-25T08:00:00Z', detail: '' };

function clearable(area: ReturnType<typeof memoryArea>) {
  return {
    ...area,
    clear: async () => {
      for (const key of Object.keys(area.stored)) delete area.stored[key];
    },
  };
}

async function start() {
  const local = clearable(memoryArea());
  const session = clearable(memoryArea());
  const drafts = createDrafts(
    session,
    () => 'n',
    () => 0,
  );
  const pauses = createPauses(local, session);
  const choices = createPostChoices(session);
  await choices.set('a-1', 'fine', false);
  await choices.set('b-2', 'fine', true);
  await drafts.save({ post, verdict: null, wrong: false, taken: [], private: false });
  const unseen = { ...post, title: 'Read in private' };
  await drafts.save({ post: unseen, verdict: null, wrong: false, taken: [], private: true });
  await pauses.set('jobs.example', true, false);
  await pauses.set('secret.example', true, true);
  const reports = [item];
  const outbox = { list: async () => reports as never[], erase: vi.fn(async () => void reports.splice(0)) };
  const onErased = vi.fn(async () => undefined);
  const channels = [
    {
      id: 'aa',
      url: 'https://own.example/',
      own: true,
      state: { publisher: 'Own', checkedAt: '2026-11-25T08:00:00Z', problem: null },
    },
    {
      id: 'bb',
      url: 'https://partner.example/',
      own: false,
      state: { publisher: 'Partner', checkedAt: null, problem },
    },
  ];
  const subscriptions = { list: async () => channels as never[], remove: vi.fn(async () => undefined) };
  const seenPosts = { all: async () => [seen], clear: vi.fn(async () => undefined) };
  const models = { codes: async () => ['tha'], clear: vi.fn(async () => undefined) };
  const allowedSites = async () => ['*://jobs.example/*'];
  return { local, session, drafts, choices, pauses, outbox, subscriptions, seenPosts, models, allowedSites, onErased };
}

describe('own data', () => {
  it('is exported as one file', async () => {
    const data = await exportOwnData(await start());
    expect(data).toMatchObject({
      format: 'joblantern-own-data/1',
      settings: { paused: ['jobs.example'] },
      drafts: [{ post: { title: 'Chat work in Poipet' } }],
      reports: [item],
      lists: [{ publisher: 'Partner', url: 'https://partner.example/', fingerprint: 'bb' }],
      fetches: [
        { publisher: 'Own', checkedAt: '2026-11-25T08:00:00Z', problem: null },
        { publisher: 'Partner', checkedAt: null, problem },
      ],
      choices: { 'a-1': 'fine' },
      seenPosts: [seen],
      pictureModels: ['tha'],
      allowedSites: ['*://jobs.example/*'],
    });
    for (const secret of ['secret.example', 'b-2', 'Read in private'])
      expect(JSON.stringify(data)).not.toContain(secret);
  });

  it('is erased as a whole, and paused pages resume', async () => {
    const deps = await start();
    await eraseOwnData(deps);
    expect(deps.local.stored).toEqual({});
    expect(deps.session.stored).toEqual({});
    expect(deps.outbox.erase).toHaveBeenCalledOnce();
    expect(deps.seenPosts.clear).toHaveBeenCalledOnce();
    expect(deps.models.clear).toHaveBeenCalledOnce();
    expect(deps.subscriptions.remove.mock.calls).toEqual([['bb']]);
    expect(deps.onErased).toHaveBeenCalledWith(['jobs.example']);
    expect(await deps.pauses.isPaused('secret.example', true)).toBe(false);
    expect(await deps.choices.get(['b-2'], true)).toEqual({});
  });

  it('erases the other parts when one part fails, and reports the failure', async () => {
    const deps = await start();
    deps.outbox.erase.mockRejectedValueOnce(new Error('database is locked'));
    deps.subscriptions.remove.mockRejectedValueOnce(new Error('no database'));
    await expect(eraseOwnData(deps)).rejects.toThrow('database is locked');
    expect(deps.local.stored).toEqual({});
    expect(deps.session.stored).toEqual({});
  });

  it('erases everything else where the settings are damaged', async () => {
    const deps = await start();
    deps.local.get = () => Promise.reject(new Error('IO error: Corruption'));
    await eraseOwnData(deps);
    expect(deps.local.stored).toEqual({});
    expect(deps.session.stored).toEqual({});
    expect(deps.outbox.erase).toHaveBeenCalledOnce();
  });
});
