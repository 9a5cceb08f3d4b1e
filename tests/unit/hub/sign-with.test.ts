/**
 * A signature that comes back. What the request asked for is published, also when keys and options are elsewhere by
 * then.
 */
import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { addIndicators } from '../../../hub/channel/list/add-indicators.ts';
import { readPublishedMetadata } from '../../../hub/channel/signing/published-metadata.ts';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { createMachine, refuses, snapshotFolder, succeeds, type Machine } from './publisher-machine.ts';

let anna: Machine;
let mali: Machine;
let dir: string;
let request: string;

beforeEach(async () => {
  [anna, mali] = [await createMachine(), await createMachine()];
  [dir, request] = [anna.path('list'), anna.path('request.jl')];
  await succeeds('key', mali.path('keys'), '--name', 'mali', '--no-passphrase');
  await succeeds('init', dir, '--publisher', 'Example', '--person', mali.path('keys', 'mali.public.json'));
  await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1'));
});

const cosign = () => succeeds('cosign', request, '--keys', mali.path('keys'), '--yes');

it('publishes the knowledge that was asked for, though only "sign --ask" named it', async () => {
  const knowledge = anna.path('knowledge');
  await mkdir(knowledge);
  await writeFile(anna.path('knowledge', 'lexicon.bin'), 'phrases');
  await succeeds('sign', dir, '--ask', request, '--knowledge', knowledge);
  await cosign();
  expect(await succeeds('sign', dir, '--with', `${request}.signature`)).toContain('lexicon.bin');
  await rm(knowledge, { recursive: true });
  expect(await refuses('sign', dir, '--ask', request, '--knowledge', knowledge)).toContain('There is no folder');
});

it('counts beside the signature of the request, whose key went back into its drawer', async () => {
  const stick = anna.path('stick');
  await mkdir(stick);
  await rename(anna.path('list', 'keys', 'targets-1.pem'), anna.path('stick', 'targets-1.pem'));
  await succeeds('sign', dir, '--ask', request, '--keys', stick);
  await cosign();
  await rename(stick, anna.path('drawer'));
  expect(await succeeds('sign', dir, '--with', `${request}.signature`)).toContain('Signed: 1 entries');
  expect(await succeeds('verify', dir)).toContain('good: version 1 by Example, 1 entries');
});

it('is said to be used when the command was killed at its end, and the next request follows', async () => {
  await succeeds('sign', dir, '--ask', request);
  await cosign();
  const pending = await readFile(anna.path('list', 'pending', 'list.json'));
  await succeeds('sign', dir, '--with', `${request}.signature`);
  const signed = await readFile(anna.path('list', 'signed.csv'), 'utf8');
  // Killed after timestamp.json: the rest is as it was before.
  await writeFile(anna.path('list', 'pending', 'list.json'), pending);
  await rm(anna.path('list', 'signed.csv'));
  const complaint = await refuses('sign', dir, '--with', `${request}.signature`);
  expect(complaint).toContain('Version 1 of the list is signed already');
  expect(await readFile(anna.path('list', 'signed.csv'), 'utf8')).toBe(signed);
  expect(await readdir(anna.path('list', 'pending'))).toEqual([]);
  expect(await succeeds('verify', dir)).toContain('good: version 1 by Example, 1 entries');
  await succeeds('sign', dir, '--ask', request);
  await cosign();
  expect(await succeeds('sign', dir, '--with', `${request}.signature`)).toContain('targets 2');
});

it('is said to be used, too, when the list was changed since: what was signed is not told by that', async () => {
  await succeeds('sign', dir, '--ask', request);
  await cosign();
  const pending = await readFile(anna.path('list', 'pending', 'list.json'));
  await succeeds('sign', dir, '--with', `${request}.signature`);
  await writeFile(anna.path('list', 'pending', 'list.json'), pending);
  await rm(anna.path('list', 'signed.csv'));
  await succeeds('add', dir, await anna.csv('line,copper.hr,trafficking,E-9'));
  expect(await refuses('sign', dir, '--with', `${request}.signature`)).toContain('is signed already');
  expect(await readdir(anna.path('list'))).not.toContain('signed.csv');
});

it('deletes what a killed "cosign" left in the folder, and nothing that is new', async () => {
  const keys = mali.path('keys');
  await succeeds('sign', dir, '--ask', request);
  const part = (name: string): string => join(keys, `${name}.${'0a'.repeat(16)}.part`);
  const [old, fresh, other] = [part('signed-here.json'), part('seen-here.json'), join(keys, 'film.part')];
  for (const file of [old, fresh, other]) await writeFile(file, 'half');
  const hourAgo = new Date(Date.now() - 3_600_000);
  for (const file of [old, other]) await utimes(file, hourAgo, hourAgo);
  await succeeds('cosign', request, '--keys', keys);
  expect(Object.keys(await snapshotFolder(keys))).toContain(old);
  await cosign();
  const left = Object.keys(await snapshotFolder(keys)).filter((name) => name.endsWith('.part'));
  expect(left.sort()).toEqual([fresh, other].sort());
});

it('is not enough alone: the words then say nothing of another request', async () => {
  await rename(anna.path('list', 'keys', 'targets-1.pem'), anna.path('targets-1.pem'));
  await succeeds('sign', dir, '--ask', request);
  await cosign();
  const complaint = await refuses('sign', dir, '--with', `${request}.signature`);
  expect(complaint).toContain('2 of its keys are needed');
  expect(complaint).not.toContain('--ask FILE');
});

it('on a root retires the keys that were replaced, and signs again what they had signed', async () => {
  dir = anna.path('alone');
  await succeeds('init', dir, '--one-person', '--publisher', 'Example', '--no-passphrase');
  await succeeds('sign', dir);
  await mkdir(mali.path('vault'));
  await rename(anna.path('alone', 'keys', 'root-2.pem'), mali.path('vault', 'root-2.pem'));
  await rm(anna.path('alone', 'keys', 'root-3.pem'));
  await succeeds('rotate', dir, '--replace', 'online', '--ask', request);
  await succeeds('cosign', request, '--keys', mali.path('vault'), '--yes');
  const output = await succeeds('rotate', dir, '--with', `${request}.signature`);
  expect(output).toContain('These keys no longer count: online-1.');
  expect(output).toContain('Versions: root 2, targets 1, withdrawals 1, snapshot 2, timestamp 2');
  expect((await readdir(anna.path('alone', 'keys'))).sort()).toEqual([
    'online-2.pem',
    'root-1.pem',
    'targets-1.pem',
    'withdrawals-1.pem',
  ]);
  expect(await succeeds('keys', dir)).not.toContain('online-1');
  expect(await succeeds('verify', dir)).toContain('good: version 2 by Example');
});

it('is of a list that keeps sixteen deltas, however often it is signed', async () => {
  dir = anna.path('alone');
  await succeeds('init', dir, '--one-person', '--publisher', 'Example');
  const now = Date.now();
  for (let round = 0; round < 20; round++) {
    // Long enough that the deltas together are smaller than the list.
    const rows = Array.from({ length: round === 0 ? 400 : 1 }, (_, at) => `line,name${round}x${at},job-scam,E-1`);
    await addIndicators({ dir, csv: ['kind,value,category,evidence', ...rows].join('\n'), now });
    await signChannel({ dir, now });
  }
  const { targets } = await readPublishedMetadata(dir);
  const deltas = Object.keys(targets?.signed.targets ?? {}).filter((name) => name.startsWith('delta.'));
  expect(deltas).toHaveLength(16);
  expect(deltas).toContain('delta.20');
  expect(await readFile(anna.path('alone', 'list.csv'), 'utf8')).toContain('name19x0');
});
