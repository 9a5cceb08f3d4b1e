/** Registers of licensed agencies, from the publisher's folder through the signed channel to a verdict. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { removeRegister, writeRegister } from '../../../hub/register/register-folder.ts';
import { answerLicences } from '../../../utils/register/answer-licences.ts';
import { encodeRegister } from '../../../utils/register/register-file.ts';
import { postFromText } from '../../../utils/check/post-from-text.ts';
import {
  brandOf,
  createPublisher,
  createTestDatabase,
  NOW,
  serveFolders,
  startChannelService,
} from './channel-setup.ts';

const REGISTER = encodeRegister(
  { country: 'BD', register: 'BMET', source: 'https://example.org', asOf: '2026-11-10', expiresOn: '2027-01-09' },
  [
    {
      name: 'Amber Gate Overseas Ltd.',
      number: 'RL-456',
      status: 'valid',
      validUntil: '2027-06-30',
      address: 'Dhaka',
      tradeNames: [],
      contacts: [],
      jobOrders: [],
    },
  ],
);

describe('the registers of a channel', () => {
  it('arrive with the list, answer, and go when the publisher removes them', async () => {
    const publisher = await createPublisher('Shelter', 'https://shelter.example/');
    await writeRegister(publisher.dir, 'BD', REGISTER);
    await publisher.sign();
    const service = startChannelService({
      brand: await brandOf(publisher),
      database: createTestDatabase(),
      fetch: serveFolders(publisher),
    });
    expect((await service.sync()).problem).toBeNull();
    const registers = await service.registers();
    const post = postFromText('Amber Gate Overseas Ltd., RL No. 0456. Drivers for Qatar');
    const [answer] = answerLicences(post, registers, { contacts: () => [], today: '2026-11-20' });
    expect(answer).toMatchObject({ status: 'valid', register: 'BMET', country: 'BD' });
    expect(answer?.added).toBeUndefined();
    await removeRegister(publisher.dir, 'bd');
    await publisher.sign();
    await service.sync();
    expect(await service.registers()).toEqual([]);
  });

  it('are left out alone when one of them cannot be read', async () => {
    const publisher = await createPublisher('Shelter', 'https://shelter.example/');
    await writeRegister(publisher.dir, 'BD', REGISTER);
    await publisher.sign();
    const knowledge = join(publisher.dir, 'knowledge');
    await mkdir(knowledge, { recursive: true });
    await writeFile(join(knowledge, 'registers.ph.json'), '{"format":99}');
    await signChannel({ dir: publisher.dir, now: NOW, knowledge });
    const service = startChannelService({
      brand: await brandOf(publisher),
      database: createTestDatabase(),
      fetch: serveFolders(publisher),
    });
    expect((await service.sync()).problem).toBeNull();
    expect((await service.registers()).map(({ register }) => register.country)).toEqual(['BD']);
  });
});
