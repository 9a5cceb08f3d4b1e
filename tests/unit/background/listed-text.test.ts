/** A listed text is found again after small edits, from the publisher's CSV to the verdict. */
import { beforeAll, describe, expect, it } from 'vitest';
import { addIndicators } from '../../../hub/channel/list/add-indicators.ts';
import { ensureKnowledge } from '../../../tools/knowledge/compile-knowledge.ts';
import { readCompiled } from '../../../tools/knowledge/read-compiled.ts';
import { createJudge, type Judge } from '../../../utils/background/judge.ts';
import { analyse, loadKnowledge } from '../../../utils/detect/analyse.ts';
import { postFromText } from '../../../utils/check/post-from-text.ts';
import {
  brandOf,
  createPublisher,
  createTestDatabase,
  NOW,
  serveFolders,
  startChannelService,
} from './channel-setup.ts';

/** Shows no sign, so that only the list can warn of it. */
const LISTED =
  'We look for a guest relations officer for a business hotel by the river. Two years at a front desk, good English and Malay. Five days a week, two shifts, staff meals and a uniform. Write to our recruiter with your papers.';
const EDITED = LISTED.replace('Two years', 'Three years').replace('staff meals', 'free meals');
const OTHER =
  'Our bakery in the old town needs a pastry cook for the morning. You bake bread and cakes, clean the oven and serve at the counter on Sundays. Bring your certificates to the shop before noon, please.';

describe('a listed text', () => {
  let bundled: Record<string, Uint8Array>;
  beforeAll(async () => {
    await ensureKnowledge();
    bundled = readCompiled();
  }, 180_000);

  async function createTestJudge(): Promise<Judge> {
    const publisher = await createPublisher('Example Shelter', 'https://shelter.example/');
    const rows = analyse(postFromText(LISTED), loadKnowledge(bundled))
      .mentions.filter(({ kind }) => kind === 'text')
      .map(({ value }) => `text,${value},trafficking,case 7`);
    expect(rows.length).toBeGreaterThan(5);
    await addIndicators({
      dir: publisher.dir,
      csv: ['kind,value,category,evidence', ...rows, ''].join('\n'),
      now: NOW,
    });
    await publisher.sign();
    const service = startChannelService({
      brand: await brandOf(publisher),
      database: createTestDatabase(),
      fetch: serveFolders(publisher),
    });
    await service.sync();
    return createJudge({
      bundledKnowledge: async () => bundled,
      publishedKnowledge: async () => null,
      lookup: (mentions) => service.lookup(mentions),
      registers: () => service.registers(),
      today: () => '2026-11-20',
      sensitivity: async () => 'normal',
    });
  }

  it('is recognised in a copy with small edits, and not in another advertisement', async () => {
    const judge = await createTestJudge();
    const copy = await judge.verdict(postFromText(EDITED));
    expect(copy.reasons.map(({ id }) => id)).toContain('listed-text');
    expect(copy.listing?.publisher).toBe('Example Shelter');
    const other = await judge.verdict(postFromText(OTHER));
    expect(other.reasons.map(({ id }) => id)).not.toContain('listed-text');
  }, 60_000);
});
